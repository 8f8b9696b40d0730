import StreavMedia
import Testing

@Suite struct MovieFragmentTests {
    private typealias Forge = MovieForge

    private static func samples(_ fragments: [UInt8], flags: UInt32 = 0) throws -> [MovieSample] {
        Array(try MovieRun(Forge.fragmented(fragments, flags: flags).bytes).tracks[0].samples.cursor(at: 0))
    }

    /// Where the first fragment begins.
    private static let start = Int64(Forge.fragmented([]).bytes.count)

    private static func header(_ flags: UInt32 = 0, _ words: [UInt32] = []) -> [UInt8] {
        Forge.box("tfhd", Forge.full(flags: flags, words: [1] + words))
    }

    private static func time(_ time: UInt32) -> [UInt8] { Forge.box("tfdt", Forge.full(words: [time])) }

    private static func run(_ flags: UInt32, _ words: [UInt32]) -> [UInt8] {
        Forge.box("trun", Forge.full(flags: flags, words: words))
    }

    @Test func `Places count from the fragment, from the file, or from where the run before ended`() throws {
        let two = Self.header() + Self.run(1, [2, 200]) + Self.run(0, [1])
        let media = [UInt8](repeating: 0, count: 400)
        let first = Forge.fragment(Forge.box("traf", two) + Forge.box("traf", Self.header() + Self.run(0, [1])))
        let file = first + Forge.box("mdat", media)
        #expect(try Self.samples(file).map { $0.offset - Self.start } == [200, 205, 210, 215])
        let based = Self.header(0x1, [0, 24]) + Self.run(1, [1, 6]) + Self.run(0, [1])
        #expect(try Self.samples(Forge.fragment(Forge.box("traf", based))).map(\.offset) == [30, 35])
        let own = Forge.box("traf", Self.header(0x2_0000) + Self.run(1, [1, 150]))
        let fragment = Forge.fragment(own + own)
        #expect(try Self.samples(fragment + Forge.box("mdat", media)).map { $0.offset - Self.start } == [150, 150])
    }

    @Test func `What a run does not say is in its track's header, or in the movie's`() throws {
        let media = Forge.box("mdat", [UInt8](repeating: 0, count: 400))
        let sparse = Forge.fragment(Forge.box("traf", Self.header() + Self.run(4, [2, 0])))
        let plain = try Self.samples(sparse + media, flags: 0x1_0000)
        #expect(plain.map(\.duration) == [10, 10] && plain.map(\.size) == [5, 5])
        #expect(
            plain.map(\.isSync) == [true, false], "the first sample's flags are the run's, the others' the movie's")
        let header = Self.header(0x38, [20, 6, 0x0100_0000])
        let own = try Self.samples(
            Forge.fragment(Forge.box("traf", header + Self.run(0x404, [3, 0, 0, 0, 0]))) + media)
        #expect(own.map(\.duration) == [20, 20, 20] && own.map(\.size) == [6, 6, 6])
        #expect(own.map(\.isSync) == [true, true, true])
        let dependent = Forge.fragment(Forge.box("traf", header + Self.run(4, [3, 0])))
        #expect(try Self.samples(dependent + media).map(\.isSync) == [true, false, false])
        let all = Self.run(0xF00, [2, 11, 7, 0, 1, 12, 8, 0x1_0000, UInt32(bitPattern: -2)])
        let each = try Self.samples(Forge.fragment(Forge.box("traf", Self.header() + all)) + media)
        #expect(each.map(\.duration) == [11, 12] && each.map(\.size) == [7, 8])
        #expect(each.map(\.compositionOffset) == [1, -2] && each.map(\.isSync) == [true, false])
    }

    @Test func `Times are those of the fragments, and the sample before lasts until then`() throws {
        func fragment(_ time: [UInt8]) -> [UInt8] {
            Forge.fragment(Forge.box("traf", Self.header(0x20, [0]) + time + Self.run(0, [2])))
                + Forge.box("mdat", [UInt8](repeating: 0, count: 40))
        }
        let samples = try Self.samples(
            fragment(Self.time(100)) + fragment([]) + fragment(Self.time(145)) + fragment(Self.time(163)))
        #expect(samples.map(\.decodeTime) == [100, 110, 120, 130, 145, 155, 163, 173])
        #expect(samples.map(\.duration) == [10, 10, 10, 15, 10, 8, 10, 10])
        let index = try MovieRun(Forge.fragmented(fragment(Self.time(100))).bytes).index
        #expect(index.duration == .milliseconds(200) && index.isFragmented)
        let back = MovieRun.error(Forge.fragmented(fragment(Self.time(100)) + fragment(Self.time(105))).bytes)
        #expect(back?.code == .malformed && back?.message.contains("begins at 105") == true)
    }

    @Test func `A long recording takes a read for each fragment, and not one more`() throws {
        // 500 fragments, each with media that is longer than what is read along.
        let media = Forge.box("mdat", [UInt8](repeating: 0, count: 40_000))
        let fragment = Forge.fragment(
            Forge.box("traf", Self.header(0x2_0000) + Self.run(0x205, [30, 500, 0] + (0..<30).map { $0 + 1 })))
        let marker = Forge.box("styp", Forge.words([0, 0])) + Forge.box("emsg", [1, 2, 3])
        let file = Forge.fragmented((0..<500).flatMap { _ in marker + fragment + media } + Forge.box("mfra", [0])).bytes
        let run = try MovieRun(file)
        #expect(run.tracks[0].samples.count == 15_000)
        #expect(run.reads.count <= 501)
        #expect(run.reads.map(\.count).max() == 16 << 10)
    }

    @Test func `Fragments that cannot be right are refused`() {
        func error(_ fragments: [UInt8]) -> MovieError? { MovieRun.error(Forge.fragmented(fragments).bytes) }
        let good = Forge.box("traf", Self.header() + Self.run(0, [1]))
        let late = Forge.box("tfdt", Forge.full(version: 1, words: [.max, 0]))
        let cases: [([UInt8], MovieError.Code, String)] = [
            (Forge.fragment(Forge.box("traf", Self.run(0, [1]))), .malformed, "has no tfhd"),
            (Forge.fragment(Forge.box("traf", Self.header() + Self.header())), .malformed, "more than one tfhd"),
            (
                Forge.fragment(Forge.box("traf", Forge.box("tfhd", Forge.full(words: [7])))), .malformed,
                "track 7, which does not exist"
            ),
            (
                Forge.fragment(Forge.box("traf", Self.header() + Self.run(0x200, [1000, 1]))), .malformed,
                "announces 1000 samples"
            ),
            (Forge.fragment(Forge.box("traf", Self.header() + Self.run(0, [.max]))), .tooLarge, "8000000 samples"),
            (Forge.fragment(Forge.box("traf", Self.header() + Self.run(1, [1, 1 << 31]))), .truncated, "incomplete"),
            (
                Forge.fragment(Forge.box("traf", Self.header(0x1, [.max, .max]) + Self.run(0, [1]))), .truncated,
                "incomplete"
            ),
            (
                Forge.fragment(Forge.box("traf", Self.header(0x2, [2]) + Self.run(0, [1]))), .unsupported,
                "changes within"
            ),
            (
                Forge.fragment(Forge.box("traf", Self.header() + late + Self.run(0, [1]))), .malformed,
                "time out of range"
            ),
            (Forge.fragment(good) + Forge.fragmented([]).movie, .malformed, "more than one moov"),
            (Array(Forge.fragment(good).dropLast(3)), .truncated, "within its box moof"),
            (Forge.fragment(good) + Forge.box("mdat", [1, 2, 3]).dropLast(), .truncated, "within its box mdat"),
        ]
        for (fragments, code, text) in cases {
            let error = error(fragments)
            #expect(
                error?.code == code && error?.message.contains(text) == true, "\(text): \(String(describing: error))")
        }
        let early = Array(Forge().bytes.prefix(16)) + Forge.fragment(good) + Forge().movie
        #expect(MovieRun.error(early)?.message.contains("before the file's moov") == true)
        let limits = MovieLimits(fragments: 2)
        let many = Forge.fragmented(Forge.fragment(good) + Forge.fragment(good) + Forge.fragment(good)).bytes
        #expect(MovieRun.error(many, limits: limits)?.message == "the file has more than 2 fragments")
        #expect(MovieRun.error(many, limits: MovieLimits(fragmentBoxBytes: 30))?.code == .tooLarge)
        let none = MovieRun.error(Forge.fragmented([]).bytes)
        #expect(none?.code == .noPlayableTrack && none?.message.contains("has no samples") == true)
    }
}
