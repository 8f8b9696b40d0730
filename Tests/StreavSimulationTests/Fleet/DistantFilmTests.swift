import StreavAssembly
import StreavCrypto
import StreavDomain
import StreavLocal
import StreavStreaming
import StreavTelemetry
import Synchronization
import Testing

@testable import StreavSimulation

/// A film whose file lies on the first node alone, played through the second: VOD-1, VOD-2, VOD-7, VOD-12, S38, S39.
@Suite("Films of another node", .serialized, .timeLimit(.minutes(2)))
struct DistantFilmTests {
    @Test("VOD-12: the whole file, its ranges, tags and refusals are the same through either node")
    func ranges() async throws {
        try await TwoRoots.with(cacheBytes: 64 << 20) { two in
            let here = try two.get(two.long, "mp4", node: 0)
            let there = try two.get(two.long, "mp4", node: 1)
            #expect(here.status == 200 && there.status == 200)
            #expect(here.body == TwoRoots.longBytes)
            #expect(there.body == TwoRoots.longBytes)
            let tag = try #require(here.header("ETag"))
            for name in ["ETag", "Content-Type", "Content-Length", "Last-Modified", "Accept-Ranges"] {
                #expect(here.header(name) == there.header(name), "\(name)")
            }
            let size = TwoRoots.longBytes.count
            for range in [
                "0-0", "0-", "\(size - 1)-", "-1", "-5000000", "2097151-2097152", "2097152-4194303", "1000-8999999",
                "0-9,5000000-5000009,8999990-", "\(size)-", "5-4",
            ] {
                for fields in ["Range: bytes=\(range)\r\n", "Range: bytes=\(range)\r\nIf-Range: \(tag)\r\n"] {
                    let here = try two.get(two.long, "mp4", node: 0, fields: fields)
                    let there = try two.get(two.long, "mp4", node: 1, fields: fields)
                    #expect(here.status == there.status)
                    #expect(here.header("Content-Range") == there.header("Content-Range"))
                    #expect(Self.plain(here) == Self.plain(there), "\(range)")
                }
            }
            let other = try two.get(two.long, "mp4", node: 1, fields: "Range: bytes=0-1\r\nIf-Range: \"x\"\r\n")
            #expect(other.status == 200)
            let held = try two.get(two.long, "mp4", node: 1, fields: "If-None-Match: \(tag)\r\n")
            #expect(held.status == 304)
            let counters = try Self.store(two).counters
            #expect(counters.fetchedBlocks.load(ordering: .relaxed) == 5, "each block came once")
            #expect(two.nodes[0].metrics.text().contains("streav_node_media_given_bytes_total \(size)"))
        }
    }

    @Test("VOD-2: lists and segments are the same through either node")
    func packages() async throws {
        try await TwoRoots.with(cacheBytes: 64 << 20) { two in
            var media: [[String]] = []
            var segments: [[[UInt8]]] = []
            for node in 0...1 {
                let connection = try Loopback(port: two.ports[node])
                let master = try connection.get(two.path(two.film, "m3u8"))
                #expect(master.status == 200)
                let reference = try #require(master.text.split(separator: "\n").last)
                let list = try connection.get("/movie/\(two.viewer.username)/\(two.viewer.token)/\(reference)")
                #expect(list.status == 200)
                let paths = list.text.split(separator: "\n").filter { $0.hasPrefix("/") }.map(String.init)
                media.append(list.text.split(separator: "\n").map(String.init))
                // Last first: no segment depends on another.
                segments.append(
                    try paths.reversed().map { path in
                        let answer = try connection.get(path)
                        #expect(answer.status == 200)
                        return answer.body
                    })
            }
            #expect(media[0] == media[1])
            #expect(segments[0].count > 1 && segments[0] == segments[1])
        }
    }

    @Test("The bound of the cache holds while more is watched than fits, and nothing is wrong")
    func bound() async throws {
        try await TwoRoots.with(cacheBytes: 5 << 20) { two in
            for _ in 0..<2 {
                #expect(try two.get(two.long, "mp4", node: 1).body == TwoRoots.longBytes)
                #expect(two.blocks.heldBytes <= 5 << 20)
                // Two whole blocks and the film's short last one.
                #expect(TwoRoots.names(two.cacheFolder).count <= 3)
            }
            // Whatever happens to what is kept.
            for name in TwoRoots.names(two.cacheFolder) {
                try TwoRoots.put([1, 2, 3], "\(two.cacheFolder)/\(name)")
            }
            #expect(try two.get(two.long, "mp4", node: 1).body == TwoRoots.longBytes)
        }
    }

    @Test("VOD-7: a file that changes where it lies is noticed by the other node, and never mixed with the old one")
    func changes() async throws {
        try await TwoRoots.with(cacheBytes: 64 << 20) { two in
            let before = try two.get(two.long, "mp4", node: 1, fields: "Range: bytes=0-99\r\n")
            #expect(before.body == Array(TwoRoots.longBytes[..<100]))
            let other = TwoRoots.longBytes.map { $0 ^ 0x5A }
            try TwoRoots.put(other, "\(two.roots[0])/\(TwoRoots.longKey)")
            let isNoticed = try await eventually(within: .seconds(15)) {
                try await Task.sleep(for: .milliseconds(300))
                let now = try two.get(two.long, "mp4", node: 1, fields: "Range: bytes=0-99\r\n")
                #expect([before.body, Array(other[..<100])].contains(now.body))
                #expect((now.header("ETag") == before.header("ETag")) == (now.body == before.body))
                return now.body == Array(other[..<100])
            }
            #expect(isNoticed)
            let (here, there) = (try two.get(two.long, "mp4", node: 0), try two.get(two.long, "mp4", node: 1))
            #expect(there.body == other && here.header("ETag") == there.header("ETag"))
        }
    }

    @Test("When the node that has it dies, what is kept is played, and the rest is refused with 503 and a time to wait")
    func dies() async throws {
        try await TwoRoots.with(cacheBytes: 64 << 20) { two in
            let first = try two.get(two.long, "mp4", node: 1, fields: "Range: bytes=0-99\r\n")
            #expect(first.status == 206)
            await two.killFirst()
            let kept = try two.get(two.long, "mp4", node: 1, fields: "Range: bytes=100-199\r\n")
            #expect(kept.status == 206 && kept.body == Array(TwoRoots.longBytes[100..<200]))
            let rest = try two.get(two.long, "mp4", node: 1, fields: "Range: bytes=8000000-\r\n")
            #expect(rest.status == 503 && rest.header("Retry-After") != nil, "\(rest.head)")
            #expect(rest.header("Streav-Denial") == "stream_unavailable")
            // Halfway through, the connection ends: what has come is right, and it is not all.
            let broken = try Loopback(port: two.ports[1])
            try broken.request(two.path(two.long, "mp4"))
            #expect(try broken.readHead().status == 200)
            var bytes: [UInt8] = []
            while !broken.hasEnded { bytes += broken.read() }
            #expect(bytes.count < TwoRoots.longBytes.count && bytes == Array(TwoRoots.longBytes[..<bytes.count]))
        }
    }

    @Test("S38, S41: nobody but a node finds anything at the nodes' addresses")
    func strangers() async throws {
        try await TwoRoots.with(cacheBytes: 64 << 20) { two in
            let path = NodeFileForm.path(ofKey: TwoRoots.longKey)
            let nothing = try Loopback(port: two.ports[0]).get("/nothing/here")
            let now = Int64(1_800_000_000_000)
            let stranger = NodeExchangeSigner(keys: SigningKeys(id: 1, key: .random()))
            let signed = stranger.text(
                .init(method: "GET", path: path, range: 0..<10, version: "v", audience: "node-1"), milliseconds: now,
                nonce: "abcdefghijklmnopqrstuv")
            for fields in [
                "", "Streav-Node: 1\r\n", "Streav-Node: \(signed)\r\nStreav-Version: v\r\nRange: bytes=0-9\r\n",
                "Streav-Node: \(signed)\r\n", "Authorization: Bearer \(two.viewer.token)\r\n",
            ] {
                let answer = try Loopback(port: two.ports[0]).get(path, fields: fields)
                #expect(answer.status == 404 && answer.body == nothing.body, "\(fields)")
                #expect(answer.header("Streav-Node-Answer") == nil)
            }
        }
    }

    private static func store(_ two: TwoRoots) throws -> FleetMediaStore {
        try #require(two.nodes[1].library.store as? FleetMediaStore)
    }

    /// Without what tells one multipart answer from another.
    private static func plain(_ answer: Loopback.Answer) -> [UInt8] {
        guard let field = answer.header("Content-Type"), field.contains("boundary=") else { return answer.body }
        let boundary = Array((field.split(separator: "=").last ?? "").utf8)
        var plain: [UInt8] = []
        var place = 0
        while place < answer.body.count {
            if answer.body[place...].starts(with: boundary) {
                place += boundary.count
            } else {
                plain.append(answer.body[place])
                place += 1
            }
        }
        return plain
    }
}
