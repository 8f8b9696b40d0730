import StreavMedia
import Testing

/// Files of a real writer, sample by sample as another reader sees them.
@Suite struct MovieSeedTests {
    @Test(arguments: MovieSeed.playable)
    func `VOD-5: Samples are where and when ffprobe sees them`(name: String) throws {
        let run = try MovieRun(MovieSeed.bytes(name))
        let expected = try MovieSeed.lines(name)
        #expect(Set(expected.map(\.track)) == Set(run.tracks.map(\.id)))
        for track in run.tracks {
            let lines = track.samples.cursor(at: 0).map { MovieSeed.Line($0, of: track) }
            #expect(lines == expected.filter { $0.track == track.id }, "track \(track.id)")
            #expect(track.samples.count == lines.count)
        }
    }

    @Test(arguments: MovieSeed.playable)
    func `VOD-3: Durations add up, and the table's facts are those of its samples`(name: String) throws {
        for track in try MovieRun(MovieSeed.bytes(name)).tracks {
            let table = track.samples
            let samples = Array(table.cursor(at: 0))
            #expect(samples.map(\.index) == Array(0..<table.count))
            #expect(zip(samples, samples.dropFirst()).allSatisfy { $0.decodeEnd == $1.decodeTime })
            #expect(table.start == samples.first?.decodeTime && table.duration == samples.last?.decodeEnd)
            #expect(table.compositionStart == samples.map(\.compositionTime).min())
            #expect(table.compositionEnd == samples.map { $0.compositionTime + Int64($0.duration) }.max())
            #expect(table.leastCompositionOffset == samples.map(\.compositionOffset).min())
            #expect(table.mediaBytes == samples.reduce(0) { $0 + Int64($1.size) })
            #expect(table.largestSample == samples.map(\.size).max())
            #expect(Array(table.syncSamples) == samples.filter(\.isSync).map(\.index))
        }
    }

    struct Example: Sendable {
        let name: String
        let codecs: [String]
        let frameRate: Double?
        let milliseconds: ClosedRange<Int>
        var isFragmented = false
    }

    static let examples: [Example] = [
        Example(name: "moov-last", codecs: ["avc1.64000a", "mp4a.40.2"], frameRate: 25, milliseconds: 600...600),
        Example(name: "moov-first", codecs: ["avc1.64000a", "mp4a.40.2"], frameRate: 25, milliseconds: 1000...1000),
        Example(
            name: "negative-offsets", codecs: ["avc1.64000a", "mp4a.40.2"], frameRate: 25, milliseconds: 1000...1000),
        Example(name: "hevc", codecs: ["hvc1.1.6.L30.90"], frameRate: 25, milliseconds: 800...800),
        Example(name: "variable-rate", codecs: ["avc1.64000a"], frameRate: nil, milliseconds: 960...1000),
        Example(
            name: "fragmented", codecs: ["avc1.64000a", "mp4a.40.2"], frameRate: 25, milliseconds: 1000...1100,
            isFragmented: true),
        Example(
            name: "fragmented-live", codecs: ["avc1.64000a", "mp4a.40.2"], frameRate: 25, milliseconds: 1000...1100,
            isFragmented: true),
    ]

    @Test(arguments: examples) func `Files say what they are`(example: Example) throws {
        let file = try MovieSeed.bytes(example.name)
        let index = try MovieRun(file).index
        #expect(index.tracks.map(\.format.codecs) == example.codecs)
        #expect(index.isFragmented == example.isFragmented)
        #expect(index.skipped.isEmpty && index.remarks.isEmpty)
        let milliseconds = Int(index.duration / .milliseconds(1))
        #expect(example.milliseconds.contains(milliseconds), "\(index.duration)")
        let video = index.tracks[0].format
        #expect(video.width == 64 && video.height == 48)
        if let rate = example.frameRate { #expect(video.frameRate == rate) }
        let facts = MovieFacts(index)
        #expect(facts.container == "mp4" && facts.duration == index.duration)
        #expect(facts.videoCodec == (example.name == "hevc" ? "h265" : "h264"))
        #expect(facts.audioCodec == (example.codecs.count > 1 ? "aac" : nil))
        #expect(facts.width == 64 && facts.height == 48)
        let bits = Double(file.count * 8) / (index.duration / .seconds(1))
        #expect(abs(Double(facts.bitsPerSecond) - bits) < 1)
    }

    @Test func `VOD-5: Several tracks of sound have languages and names`() throws {
        let tracks = try MovieRun(MovieSeed.bytes("two-audio")).tracks
        #expect(tracks.map(\.kind) == [.video, .audio, .audio])
        #expect(tracks.map(\.language) == [nil, "de", "en"])
        #expect(tracks.map(\.name) == [nil, "Deutsch", "Director's commentary"])
        #expect(tracks.map(\.isEnabled) == [true, true, false])
        #expect(tracks[1].format.sampleRate == 48_000 && tracks[1].format.channels == 1)
    }

    @Test func `Decoders are told what they need`() throws {
        let plain = try MovieRun(MovieSeed.bytes("moov-last")).tracks
        guard case .h264(let avc) = plain[0].codec, case .aac(let aac) = plain[1].codec else {
            Issue.record("H.264 and AAC expected")
            return
        }
        #expect(avc.lengthSize == 4 && avc.sps.count == 1 && avc.pps.count == 1 && !avc.hasInBandParameters)
        #expect(avc.sps[0][0] & 0x1F == 7 && avc.pps[0][0] & 0x1F == 8 && avc.record.first == 1)
        #expect(aac.objectType == 2 && aac.sampleRate == 48_000 && aac.channelConfiguration == 1)
        #expect(aac.samplingFrequencyIndex == 3 && aac.extensionObjectType == nil)
        guard case .h265(let hevc) = try MovieRun(MovieSeed.bytes("hevc")).tracks[0].codec else {
            Issue.record("H.265 expected")
            return
        }
        #expect(hevc.lengthSize == 4 && hevc.vps.count == 1 && hevc.sps.count == 1 && hevc.pps.count == 1)
        #expect([hevc.vps, hevc.sps, hevc.pps].map { $0[0][0] >> 1 } == [32, 33, 34])
    }

    @Test func `Edit lists move what is presented, and cut its end`() throws {
        let tracks = try MovieRun(MovieSeed.bytes("edit-list")).tracks
        // Copying begins at the key frame before: its pictures are decoded but come before zero.
        #expect(tracks[0].presentationShift < 0 && tracks[0].samples.compositionStart + tracks[0].presentationShift < 0)
        #expect(tracks[0].presentedTicks.lowerBound == 0)
        // 278 ms of silence.
        #expect(tracks[1].presentationShift == 278 * 48)
        let plain = try MovieRun(MovieSeed.bytes("moov-last")).tracks[1]
        #expect(plain.presentationShift == -1024 && plain.presentationEnd == nil)
    }

    @Test func `What is not played is named with its reason`() throws {
        let skipped = try MovieRun(MovieSeed.bytes("subtitled")).index.skipped
        #expect(skipped.map(\.handler) == ["sbtl"])
        #expect(skipped[0].id == 3 && skipped[0].reason == "it is neither picture nor sound")
        let encrypted = try #require(MovieRun.error(MovieSeed.bytes("encrypted")))
        #expect(encrypted.code == .encrypted)
        let mp3 = try #require(MovieRun.error(MovieSeed.bytes("mp3")))
        #expect(mp3.code == .noPlayableTrack)
        #expect(mp3.message.contains("track 1 (soun): its mp4a holds object type 0x6b, which is not AAC"))
    }

    @Test func `Few reads are asked for, and none of media`() throws {
        // The files are smaller than one look ahead; behind as much media as films have, it takes one more.
        for name in MovieSeed.playable {
            let file = try MovieSeed.bytes(name)
            let run = try MovieRun(file)
            #expect(run.reads.count <= 4, "\(name): \(run.reads)")
        }
        let first = try MovieRun(MovieSeed.bytes("moov-first"))
        #expect(first.reads == [0..<4096])
    }
}
