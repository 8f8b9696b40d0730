import NIOCore
import Testing

@testable import StreavDelivery
import StreavDomain

@Suite("Hostile bytes")
struct RequestFuzzTests {
    private static let stock: [String] =
        SmugglingTests.attempts.map(\.bytes) + [
            Requests.get("/a/%41?b=c&d", headers: "Range: bytes=0-5\r\nX-Forwarded-For: 1.2.3.4, ::1\r\n"),
            Requests.get("/", headers: "Connection: close, x\r\nAccept-Encoding: gzip;q=0\r\n"),
        ]

    @Test(arguments: 0..<40 as Range<UInt64>)
    func `Requests with bits flipped, cut and repeated never break the parser`(seed: UInt64) {
        var random = SeededGenerator(seed: seed)
        for _ in 0..<100 {
            var bytes = Array(Self.stock[Int.random(in: 0..<Self.stock.count, using: &random)].utf8)
            for _ in 0..<Int.random(in: 0...6, using: &random) where !bytes.isEmpty {
                mutate(&bytes, &random)
            }
            let cut = bytes.isEmpty ? 0 : Int.random(in: 0..<bytes.count, using: &random)
            var parser = RequestParser(limits: RequestLimits())
            for piece in [bytes[..<cut], bytes[cut...]] {
                parser.append(ByteBuffer(bytes: piece))
                drain(&parser)
            }
            #expect(parser.bufferedBytes <= bytes.count)
        }
    }

    @Test(arguments: 0..<20 as Range<UInt64>)
    func `Noise never breaks the parser`(seed: UInt64) {
        var random = SeededGenerator(seed: seed)
        for _ in 0..<100 {
            let count = Int.random(in: 0...600, using: &random)
            let bytes = (0..<count).map { _ in UInt8.random(in: 0...255, using: &random) }
            var parser = RequestParser(limits: RequestLimits())
            parser.append(ByteBuffer(bytes: bytes))
            drain(&parser)
        }
    }

    private func mutate(_ bytes: inout [UInt8], _ random: inout SeededGenerator) {
        let index = Int.random(in: 0..<bytes.count, using: &random)
        switch Int.random(in: 0..<5, using: &random) {
        case 0: bytes[index] ^= 1 << UInt8.random(in: 0..<8, using: &random)
        case 1: bytes.remove(at: index)
        case 2: bytes.insert([0, 9, 10, 13, 32, 37, 58, 255].randomElement(using: &random)!, at: index)
        case 3: bytes.append(contentsOf: bytes[index...])
        default: bytes.removeLast(min(bytes.count, Int.random(in: 1...20, using: &random)))
        }
    }

    /// Reads all there is, and looks at everything a handler may look at.
    private func drain(_ parser: inout RequestParser) {
        let proxies = ProxyTrust(proxies: [IPNetwork("0.0.0.0/0")!], header: .xForwardedFor)
        while case .request(let head, let body) = parser.next() {
            let request = HTTPRequest(
                head: head, body: body, client: .unspecified, clientAddress: "", connection: 1)
            for segment in request.segments() { #expect(segment != ".." && !segment.contains("\0")) }
            _ = request.query("b")
            _ = request.form("a")
            _ = request.header("x-forwarded-for")
            _ = request.acceptsGzip
            _ = proxies.client(of: head, from: IPAddress("127.0.0.1")!)
            let content = [ByteBuffer(string: "abc")]
            _ = HTTPResponse.ranged(buffers: content, for: request, headers: [:], entityTag: "\"x\"")
        }
    }
}
