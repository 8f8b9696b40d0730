import NIOCore
import StreavMedia
import Testing

/// VOD-8: what is wrong with a file is said in a typed error, and nothing is set aside for what it claims.
@Suite struct MovieHostileTests {
    private typealias Forge = MovieForge

    struct Example: Sendable, CustomStringConvertible {
        let changes: [String: [UInt8]?]
        let code: MovieError.Code
        let text: String
        var description: String { text }

        init(_ changes: [String: [UInt8]?], _ code: MovieError.Code, _ text: String) {
            self.changes = changes
            self.code = code
            self.text = text
        }
    }

    private static func full(_ words: UInt32...) -> [UInt8] { Forge.full(words: words) }

    static let tables: [Example] = [
        Example(["stts": full(.max, 4, 10)], .malformed, "announces 4294967295 entries"),
        Example(["stts": full(1, 3, 10)], .malformed, "stts describes fewer samples"),
        Example(["stts": full(1, 4, .max)], .malformed, "ends before it begins"),
        Example(["stts": nil], .malformed, "has no stts"),
        Example(["stts": [0, 0]], .malformed, "shorter than its content"),
        Example(["ctts": full(1, 2, 5)], .malformed, "ctts describes fewer samples"),
        Example(["ctts": full(1 << 30)], .malformed, "announces 1073741824 entries"),
        Example(["stsz": full(0, .max)], .malformed, "announces 4294967295 samples"),
        Example(["stsz": full(1, .max)], .tooLarge, "more than 8000000 samples"),
        Example(["stsz": full(.max, 4)], .tooLarge, "a sample has 4294967295 bytes"),
        Example(["stsz": full(1000, 4)], .truncated, "lies beyond the file's end"),
        Example(["stsz": nil], .malformed, "one box of sample sizes"),
        Example(["stz2": full(8, 0)], .malformed, "one box of sample sizes"),
        Example(["stsz": nil, "stz2": full(7, 4)], .malformed, "sizes of 7 bits"),
        Example(["stco": full(2, 24, .max)], .truncated, "lies beyond the file's end"),
        Example(["stco": full(1 << 31)], .malformed, "announces 2147483648 entries"),
        Example(["stco": nil, "co64": full(2, .max, .max, 0, 54)], .malformed, "beyond 63 bits"),
        Example(["stco": nil, "co64": full(2, 0x7FFF_FFFF, .max, 0, 54)], .truncated, "lies beyond"),
        Example(["stco": nil], .malformed, "one box of chunk offsets"),
        Example(["stco": full(1, 24)], .malformed, "the chunks hold 2 samples, not the 4"),
        Example(["stsc": full(1, 2, 2, 1)], .malformed, "does not begin with the first chunk"),
        Example(["stsc": full(2, 1, 2, 1, 9, 1, 1)], .malformed, "speaks of chunk 9 where there is none"),
        Example(["stsc": full(2, 1, 2, 1, 1, 1, 1)], .malformed, "speaks of chunk 1"),
        Example(["stsc": full(1, 1, 0, 1)], .malformed, "chunks without samples"),
        Example(["stsc": full(0)], .malformed, "describes no chunks"),
        Example(["stsc": full(1, 1, 2, 9)], .malformed, "stsd does not describe"),
        Example(["stss": full(2, 3, 3)], .malformed, "does not ascend"),
        Example(["stss": full(1, 9)], .malformed, "samples that do not exist"),
        Example(["stss": full(1, 0)], .malformed, "does not ascend"),
        Example(["elst": Forge.full(version: 1, words: [1, .max, .max, 0, 0, 0])], .malformed, "times out of range"),
        Example(["elst": full(1, 10, UInt32(bitPattern: -2), 0)], .malformed, "times out of range"),
        Example(["elst": full(.max)], .malformed, "announces 4294967295 entries"),
        Example(["mdhd": full(0, 0, 0, 40, 0)], .malformed, "timescale of 0"),
        Example(["mvhd": full(0, 0, 0, 0)], .malformed, "timescale of 0"),
        Example(["mvhd": nil], .malformed, "has no mvhd"),
        Example(["tkhd": full(0, 0, 0)], .malformed, "the number 0"),
        Example(["stsd": full(.max)], .malformed, "announces 4294967295 entries"),
        Example(["stsd": full(1) + Forge.avc1("avc1", Forge.box("avcC", [1, 2, 3]))], .malformed, "avcC is shorter"),
        Example(["stsd": full(1) + Forge.avc1("hvc1", Forge.box("hvcC", [1, 2, 3]))], .malformed, "hvcC is shorter"),
        Example(
            ["stsd": full(1) + Forge.avc1("avc1", Forge.words([99]) + Array("avcC".utf8))], .malformed, "does not fit"),
        Example(["stsd": full(1) + Forge.box("avc1", [1, 2, 3])], .malformed, "avc1 is shorter"),
        Example(["stts": full(1, 4, 0x7FFF_FFFF), "mdhd": full(0, 0, 1, 0, 0)], .malformed, "times out of range"),
        Example(["dref": full(0)], .malformed, "its dref does not say"),
    ]

    @Test(arguments: tables) func `Tables that contradict each other are refused`(example: Example) {
        let error = MovieRun.error(Forge(example.changes).bytes)
        #expect(error?.code == example.code, "\(String(describing: error))")
        #expect(error?.message.contains(example.text) == true, "\(String(describing: error))")
    }

    @Test func `Files that are none, or not whole`() {
        #expect(MovieRun.error([])?.code == .notMovie)
        #expect(MovieRun.error([1, 2, 3])?.code == .notMovie)
        #expect(MovieRun.error(Array("<html><body>".utf8))?.code == .notMovie)
        #expect(MovieRun.error([0x47] + [UInt8](repeating: 0xFF, count: 400))?.code == .notMovie)
        let whole = Forge().bytes
        let beginning = MovieRun.error(Array(whole.prefix(124)))
        #expect(beginning?.code == .truncated && beginning?.message.contains("has no moov") == true)
        for count in 0..<whole.count {
            let error = MovieRun.error(Array(whole.prefix(count)))
            #expect(error?.code == .notMovie || error?.code == .truncated, "\(count): \(String(describing: error))")
        }
        #expect(MovieRun.error(whole + [0, 0, 0]) == nil, "a few bytes behind the end do no harm")
        #expect(MovieRun.error(Forge.box("ftyp", []) + Forge.box("moov", []))?.message == "the box moov has no mvhd")
    }

    @Test func `Boxes that are too small, too large, in excess or twice`() {
        for size: UInt32 in 2..<8 {
            let box = Forge.words([size]) + Array("free".utf8)
            #expect(MovieRun.error(box)?.message == "the box free is smaller than its own header")
        }
        #expect(MovieRun.error(Forge.longBox("free", [], size: 15))?.code == .malformed)
        #expect(MovieRun.error(Forge.longBox("free", [], size: .max))?.code == .truncated)
        var nested = Forge()
        nested.more = ["moov": Forge.words([0]) + Array("free".utf8)]
        #expect(MovieRun.error(nested.bytes)?.message == "the box free does not fit into the box moov")
        for (place, box) in [("moov", "mvhd"), ("trak", "tkhd"), ("trak", "mdia"), ("stbl", "stts"), ("stbl", "stsd")] {
            var twice = Forge()
            twice.more = [place: Forge.box(box, [])]
            #expect(MovieRun.error(twice.bytes)?.message == "the box \(place) has more than one \(box)")
        }
        var wide = Forge()
        wide.more = ["moov": (0..<16_384).flatMap { _ in Forge.box("free", []) }]
        #expect(MovieRun.error(wide.bytes)?.message == "the box moov has more than 16384 boxes")
        var tracks = Forge()
        tracks.more = ["moov": Forge.box("trak", [])]
        #expect(MovieRun.error(tracks.bytes)?.message == "the box trak has no tkhd")
        tracks.more = ["moov": tracks.track]
        #expect(MovieRun.error(tracks.bytes)?.message == "two tracks have the number 1")
        #expect(MovieRun.error(tracks.bytes, limits: MovieLimits(tracks: 1))?.code == .tooLarge)
        let many = Forge.box("ftyp", []) + (0..<200).flatMap { _ in Forge.box("free", []) }
        #expect(MovieRun.error(many, limits: MovieLimits(boxes: 100))?.message == "the file has more than 100 boxes")
        #expect(MovieRun.error(Forge().bytes, limits: MovieLimits(boxes: 10))?.code == .tooLarge)
        #expect(MovieRun.error(Forge().bytes, limits: MovieLimits(movieBoxBytes: 100))?.code == .tooLarge)
        #expect(MovieRun.error(Forge().bytes, limits: MovieLimits(samples: 3))?.code == .tooLarge)
        #expect(MovieRun.error(Forge().bytes, limits: MovieLimits(sampleBytes: 39))?.code == .tooLarge)
        #expect(MovieRun.error(Forge().bytes, limits: MovieLimits(tableBytes: 10))?.code == .tooLarge)
    }

    @Test func `A compressed moov, and one of 2 GiB`() {
        #expect(MovieRun.error(Forge.box("moov", Forge.box("cmov", [])))?.code == .unsupported)
        var reader = MovieIndexReader(fileSize: 3 << 30)
        do {
            guard case .read = try reader.next() else { return }
            var bytes = ByteBuffer(bytes: Forge.words([2 << 30]) + Array("moov".utf8))
            bytes.writeRepeatingByte(0, count: 4088)
            try reader.receive(bytes)
            Issue.record("a step: \(try reader.next())")
        } catch {
            #expect(error.code == .tooLarge)
        }
    }

    @Test func `A file that becomes shorter while it is read`() throws {
        var reader = MovieIndexReader(fileSize: 10_000)
        _ = try reader.next()
        #expect(throws: MovieError(.truncated, "the file became shorter while it was read")) {
            try reader.receive(ByteBuffer(bytes: [1, 2, 3]))
        }
    }
}
