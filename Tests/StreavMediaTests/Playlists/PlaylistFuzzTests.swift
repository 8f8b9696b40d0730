import Foundation
import NIOCore
import StreavMedia
import Testing

/// The parser meets whatever a source sends: it answers with a playlist or a typed error, and nothing else.
@Suite("Broken playlists")
struct PlaylistFuzzTests {
    private static let seeds: [String: [UInt8]] = {
        let folder = (0..<4).reduce(URL(filePath: #filePath)) { url, _ in url.deletingLastPathComponent() }
            .appending(path: "fixtures/fuzz/playlists")
        let files = (try? FileManager.default.contentsOfDirectory(at: folder, includingPropertiesForKeys: nil)) ?? []
        return Dictionary(
            uniqueKeysWithValues: files.compactMap { url in
                (try? Data(contentsOf: url)).map { (url.lastPathComponent, Array($0)) }
            })
    }()

    private let parser = PlaylistParser(limits: PlaylistLimits(maximumBytes: 64 << 10, maximumEntries: 1_000))

    /// Parses, and checks and compares what came out: none of it may trap. True when it was a playlist.
    @discardableResult
    private func feed(_ bytes: [UInt8], previous: MediaPlaylist? = nil) -> Bool {
        do throws(PlaylistParseError) {
            switch try parser.parse(ByteBuffer(bytes: bytes)) {
            case .media(let playlist):
                _ = PlaylistUpdateChecker.violations(in: playlist)
                _ = PlaylistUpdateChecker.violations(from: previous ?? playlist, to: playlist)
                _ = PlaylistUpdateChecker.violations(from: playlist, to: previous ?? playlist)
                #expect(playlist.nextMediaSequence >= playlist.mediaSequence)
            case .multivariant(let playlist):
                _ = playlist.text
            }
            return true
        } catch {
            #expect(error.line >= 1)
            return false
        }
    }

    @Test("The seeds are there, and those that are called good are")
    func seedsAreGood() {
        #expect(Self.seeds.count >= 8)
        for (name, bytes) in Self.seeds {
            #expect(feed(bytes) == name.hasPrefix("good-"), "\(name)")
        }
    }

    @Test("Truncated anywhere")
    func truncated() {
        for (_, bytes) in Self.seeds {
            for count in 0..<bytes.count { feed(Array(bytes[..<count])) }
        }
    }

    @Test("With bits flipped, bytes replaced, runs removed, repeated or taken from other seeds", arguments: 1...8)
    func mutated(seed: Int) throws {
        var random = PlaylistRandom(seed: UInt64(seed))
        let all = Self.seeds.sorted { $0.key < $1.key }.map(\.value)
        var previous: MediaPlaylist?
        for _ in 0..<400 {
            var bytes = try #require(all.randomElement(using: &random))
            for _ in 0..<Int.random(in: 1...6, using: &random) where !bytes.isEmpty {
                let index = Int.random(in: 0..<bytes.count, using: &random)
                let end = min(bytes.count, index + Int.random(in: 1...40, using: &random))
                switch Int.random(in: 0..<6, using: &random) {
                case 0: bytes[index] ^= 1 << UInt8.random(in: 0..<8, using: &random)
                case 1: bytes[index] = Array("\n\r\",=:.#@-9 \0".utf8).randomElement(using: &random) ?? 0
                case 2: bytes.removeSubrange(index..<end)
                case 3: bytes.insert(contentsOf: bytes[index..<end], at: index)
                case 4: bytes.insert(contentsOf: Array(repeating: UInt8(ascii: "9"), count: 20), at: index)
                default:
                    let other = try #require(all.randomElement(using: &random))
                    let from = Int.random(in: 0..<other.count, using: &random)
                    bytes.insert(contentsOf: other[from..<min(other.count, from + 60)], at: index)
                }
            }
            feed(bytes, previous: previous)
            if case .media(let playlist) = try? parser.parse(ByteBuffer(bytes: bytes)) { previous = playlist }
        }
    }

    @Test("Random bytes, with and without a header", arguments: 1...4)
    func random(seed: Int) {
        var random = PlaylistRandom(seed: UInt64(seed))
        for round in 0..<300 {
            let count = Int.random(in: 0..<600, using: &random)
            let range: ClosedRange<UInt8> = round % 2 == 0 ? 0...255 : 9...126
            let noise = (0..<count).map { _ in UInt8.random(in: range, using: &random) }
            feed(noise)
            feed(Array("#EXTM3U\n#EXT-X-TARGETDURATION:4\n#EXTINF:".utf8) + noise)
            feed(Array("#EXTM3U\n#EXT-X-STREAM-INF:BANDWIDTH=1,".utf8) + noise)
        }
    }

    @Test("Random tags with random values", arguments: 1...4)
    func randomTags(seed: Int) throws {
        var random = PlaylistRandom(seed: UInt64(seed))
        let names = [
            "INF", "-X-VERSION", "-X-TARGETDURATION", "-X-MEDIA-SEQUENCE", "-X-DISCONTINUITY-SEQUENCE", "-X-BYTERANGE",
            "-X-DISCONTINUITY", "-X-KEY", "-X-MAP", "-X-PROGRAM-DATE-TIME", "-X-GAP", "-X-PART", "-X-SKIP",
            "-X-STREAM-INF", "-X-MEDIA", "-X-ENDLIST", "-X-PART-INF", "-X-BITRATE", "-X-START",
        ]
        let values = [
            "", "0", "1", "2305843009213693952", "18446744073709551616", "1.999999999999999999", "-1", "@", "5@5", "5@",
            "METHOD=NONE", "URI=\"u\"", "URI=\"u\",DURATION=1,METHOD=X,BANDWIDTH=1,SKIPPED-SEGMENTS=1000000000",
            "9999-12-31T23:59:60.999Z", "2026-01-01T00:00:00Z", ",,,", "===", "\"", "PART-TARGET=0.5",
        ]
        for _ in 0..<600 {
            var text = "#EXTM3U\n"
            for _ in 0..<Int.random(in: 0..<12, using: &random) {
                let name = try #require(names.randomElement(using: &random))
                let value = try #require(values.randomElement(using: &random))
                text += random.chance(30) ? "a\(value)\n" : "#EXT\(name):\(value)\n"
            }
            feed(Array(text.utf8))
        }
    }
}
