import NIOCore
import Testing

@testable import StreavDelivery

@Suite("HLS-02: compression")
struct GzipTests {
    @Test func `What is compressed has the form of RFC 1952 and is the same each time`() {
        let text = ByteBuffer(string: String(repeating: "#EXTINF:4.000,\n/media/x/1.ts\n", count: 200))
        let packed = Gzip.compress(text)
        let bytes = Array(packed.readableBytesView)
        #expect(bytes.starts(with: [0x1F, 0x8B, 8, 0, 0, 0, 0, 0]))
        #expect(packed.readableBytes * 10 < text.readableBytes)
        // The length stands at the end, little-endian.
        let length = bytes.suffix(4).reversed().reduce(0) { $0 << 8 | Int($1) }
        #expect(length == text.readableBytes)
        #expect(Gzip.compress(text) == packed)
    }

    @Test(arguments: [0, 1, 100, 65_536, 1_000_003])
    func `Any content comes back whole`(count: Int) throws {
        var random = SeededGenerator(seed: UInt64(count))
        let content = ByteBuffer(bytes: (0..<count).map { _ in UInt8.random(in: 0...63, using: &random) })
        #expect(try GzipProbe.decompress(Gzip.compress(content), count: count) == content)
    }
}
