import StreavMedia
import Testing

/// Forms that the seeds' writer does not write, by hand.
@Suite struct MovieBoxTests {
    private static func table(_ file: [UInt8]) throws -> [MovieSample] {
        Array(try MovieRun(file).tracks[0].samples.cursor(at: 0))
    }

    private static func track(_ forge: MovieForge) throws -> MovieTrack { try MovieRun(forge.bytes).tracks[0] }

    @Test func `The file that the others are made from`() throws {
        let samples = try Self.table(MovieForge().bytes)
        #expect(samples.map(\.offset) == [24, 34, 54, 84] && samples.map(\.size) == [10, 20, 30, 40])
        #expect(samples.map(\.decodeTime) == [0, 10, 20, 30] && samples.allSatisfy(\.isSync))
        let track = try Self.track(MovieForge())
        #expect(track.language == "en" && track.name == "Film" && track.timescale == 100 && track.isEnabled)
        #expect(track.format.codecs == "avc1.64000a" && track.format.frameRate == 10)
    }

    @Test func `VOD-5: Offsets and sizes of 64 bits`() throws {
        let expected = try Self.table(MovieForge().bytes)
        let long = MovieForge(["stco": nil, "co64": MovieForge.full(words: [2, 0, 24, 0, 54])])
        #expect(try Self.table(long.bytes) == expected)
        // Media of 5 GiB with the samples at its end; the moov follows.
        let start: Int64 = 24 + 5 << 30
        let offsets = [start, start + 30].flatMap { [UInt32($0 >> 32), UInt32(truncatingIfNeeded: $0)] }
        var far = MovieForge(["stco": nil, "co64": MovieForge.full(words: [2] + offsets)])
        far.media = MovieForge.longBox("mdat", [], size: 16 + 5 << 30)
        let run = try MovieRun(far.bytes, gap: (start: 32, length: 5 << 30))
        let samples = Array(run.tracks[0].samples.cursor(at: 0))
        #expect(samples.map(\.offset) == expected.map { $0.offset - 24 + start })
        #expect(run.reads.map(\.lowerBound) == [0, 32 + 5 << 30], "a look at the beginning, and one behind the media")
    }

    @Test func `Media to the end of the file, and boxes that nobody knows`() throws {
        let forge = MovieForge()
        let beginning = Array(forge.bytes.prefix(16)) + forge.movie
        let shift = UInt32(beginning.count + 8 + MovieForge.box("free", [1, 2, 3]).count)
        var moved = MovieForge(["stco": MovieForge.full(words: [2, shift, shift + 30])])
        moved.media = MovieForge.box("free", [1, 2, 3])
        let file =
            Array(moved.bytes.prefix(16)) + moved.movie + moved.media + MovieForge.words([0]) + Array("mdat".utf8)
        #expect(try Self.table(file + [UInt8](repeating: 7, count: 100)).map(\.size) == [10, 20, 30, 40])
        for name in ["uuid", "abcd", "wide", "meta"] {
            var other = MovieForge()
            other.more = [
                "moov": MovieForge.box(name, [1]), "trak": MovieForge.box(name, [2]), "stbl": MovieForge.box(name, []),
            ]
            other.media += MovieForge.longBox(name, [1, 2, 3])
            #expect(try Self.table(other.bytes).count == 4)
        }
    }

    @Test func `Sample sizes of one value and of 4, 8 and 16 bits`() throws {
        let constant = MovieForge(["stsz": MovieForge.full(words: [25, 4])])
        #expect(try Self.table(constant.bytes).map(\.size) == [25, 25, 25, 25])
        let compact: [(UInt32, [UInt8], [Int])] = [
            (4, [0x12, 0x3F], [1, 2, 3, 15]), (8, [9, 8, 7, 6], [9, 8, 7, 6]),
            (16, [0, 9, 0, 8, 0, 7, 0, 6], [9, 8, 7, 6]),
        ]
        for (bits, bytes, sizes) in compact {
            let forge = MovieForge(["stsz": nil, "stz2": MovieForge.full(words: [bits, 4]) + bytes])
            #expect(try Self.table(forge.bytes).map(\.size) == sizes)
        }
    }

    @Test func `Composition offsets below zero, and key frames`() throws {
        for version: UInt8 in [0, 1] {
            let offsets = MovieForge.full(version: version, words: [3, 1, 0, 2, UInt32(bitPattern: -10), 1, 20])
            let forge = MovieForge(["ctts": offsets, "stss": MovieForge.full(words: [2, 1, 3])])
            let samples = try Self.table(forge.bytes)
            #expect(samples.map(\.compositionOffset) == [0, -10, -10, 20])
            #expect(samples.map(\.isSync) == [true, false, true, false])
            let table = try Self.track(forge).samples
            #expect(table.leastCompositionOffset == -10 && table.compositionStart == 0 && table.compositionEnd == 60)
        }
    }

    @Test func `Edit lists`() throws {
        func edits(_ words: [UInt32], version: UInt8 = 0) throws -> MovieIndex {
            try MovieRun(MovieForge(["elst": MovieForge.full(version: version, words: words)]).bytes).index
        }
        let one: UInt32 = 0x1_0000
        let delayed = try edits([2, 500, .max, one, 0, 20, one]).tracks[0]
        #expect(delayed.presentationShift == 30 && delayed.presentationEnd == nil)
        #expect(delayed.presentedTicks == 30..<70)
        let long = try edits([2, 0, 500, .max, .max, one, 0, 0, 0, 20, one], version: 1).tracks[0]
        #expect(long.presentationShift == 30 && long.presentationEnd == nil)
        // 150 ms from tick 10 on: the sample at tick 25 of presentation does not begin in time.
        let cut = try edits([1, 150, 10, one])
        #expect(cut.tracks[0].presentationShift == -10 && cut.tracks[0].presentationEnd == 15)
        #expect(cut.tracks[0].presentedTicks == 0..<15 && cut.duration == .milliseconds(150))
        #expect(cut.remarks.isEmpty)
        // Lengths are rounded to the movie's ticks: this is not a cut.
        #expect(try edits([1, 399, 0, one]).tracks[0].presentationEnd == nil)
        let several = try edits([2, 100, 0, one, 100, 30, one])
        #expect(several.tracks[0].presentationEnd == 10)
        #expect(several.remarks == ["track 1: the edit list has several parts; the first one is played"])
        #expect(try edits([1, 400, 0, 0]).remarks.count == 1)
        #expect(try edits([0]).tracks[0].presentationShift == 0)
    }

    @Test func `Headers of version 1, languages and names`() throws {
        let longs: [UInt32] = [0, 0, 0, 0]
        let forge = MovieForge([
            "mvhd": MovieForge.full(version: 1, words: longs + [1000, 0, 400]),
            "tkhd": MovieForge.full(version: 1, flags: 0, words: longs + [9]),
            "mdhd": MovieForge.full(version: 1, words: longs + [100, 0, 40]) + MovieForge.packed("ger") + [0, 0],
        ])
        let track = try Self.track(forge)
        #expect(track.id == 9 && track.language == "de" && !track.isEnabled)
        let languages: [(String, String?)] = [
            ("deu", "de"), ("und", nil), ("zho", "zh"), ("gsw", "gsw"), ("fre", "fr"),
        ]
        for (code, tag) in languages {
            let header = MovieForge.full(words: [0, 0, 100, 40]) + MovieForge.packed(code) + [0, 0]
            #expect(try Self.track(MovieForge(["mdhd": header])).language == tag)
        }
        let quickTime = MovieForge.full(words: [0, 0, 100, 40]) + [0, 3, 0, 0]
        #expect(try Self.track(MovieForge(["mdhd": quickTime])).language == nil)
        let tags: [(String, String?)] = [("pt-BR\0", "pt-BR"), ("und\0", "en"), ("a\"b\0", "en"), ("", "en")]
        for (text, tag) in tags {
            #expect(try Self.track(MovieForge(["elng": MovieForge.full() + Array(text.utf8)])).language == tag)
        }
        let names: [(String, String?)] = [
            ("Commentary", "Commentary"), ("  two\r\nlines\u{202E}  ", "twolines"), ("\u{7}Counted", "Counted"),
            ("VideoHandler\0", nil), ("Core Media Video", nil), ("", nil),
            (String(repeating: "é", count: 500), String(repeating: "é", count: 64)),
        ]
        for (text, name) in names {
            let handler = MovieForge.full() + MovieForge.words([0]) + Array("vide".utf8) + MovieForge.words([0, 0, 0])
            #expect(try Self.track(MovieForge(["hdlr": handler + Array(text.utf8)])).name == name, "\(text)")
        }
        #expect(try Self.track(MovieForge(["name": Array("Title".utf8)])).name == "Title")
    }
}
