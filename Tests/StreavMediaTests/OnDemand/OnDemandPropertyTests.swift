import NIOCore
import StreavMedia
import Testing

@Suite("A movie packaged on demand, whatever it is like")
struct OnDemandPropertyTests {
    private static let videoPID: UInt16 = 0x100
    private static let audioPID: UInt16 = 0x101

    private static func movie(_ random: inout TransportRandom) -> SyntheticMovie {
        var look = SyntheticTrack.Look()
        look.isHEVC = Bool.random(using: &random)
        look.lengthSize = [4, 4, 2, 1].randomElement(using: &random) ?? 4
        look.timescale = [90_000, 30_000, 24_000, 12_800, 1_000].randomElement(using: &random) ?? 90_000
        let frame = look.timescale / Int.random(in: 5...30, using: &random)
        look.durations = Bool.random(using: &random) ? frame...frame : frame / 2...frame * 2
        let group = Int.random(in: 1...60, using: &random)
        look.group = Bool.random(using: &random) ? group...group : max(1, group / 4)...group * 2
        look.groups = Int.random(in: 1...12, using: &random)
        look.betweens = Int.random(in: 0...3, using: &random)
        look.leading = Int.random(in: 0..<4, using: &random) == 0 ? 2 : 0
        look.hasNegativeOffsets = Bool.random(using: &random)
        look.isShifted = Bool.random(using: &random)
        look.ownSets = [0, 50, 100].randomElement(using: &random) ?? 0
        look.ownDelimiters = [0, 50, 100].randomElement(using: &random) ?? 0
        var video = SyntheticTrack.video(look, random: &random)
        let whole = Double(video.end) / 90_000
        let seconds = whole * Double.random(in: 0.5...1.5, using: &random)
        // An edit list may take something from either end.
        let cut = Bool.random(using: &random) ? 0 : Double.random(in: 0...0.3, using: &random) * whole
        let end = Bool.random(using: &random) ? nil : Double.random(in: 0.3...0.6, using: &random) * whole
        video.shift -= Int64(cut * Double(look.timescale))
        video.presentationEnd = end.map { Int64($0 * Double(look.timescale)) + 1 }
        var tracks = [video]
        for _ in 0..<Int.random(in: 0...3, using: &random) {
            let rate = [48_000, 44_100, 22_050, 8_000].randomElement(using: &random) ?? 48_000
            var audio = SyntheticTrack.audio(seconds: seconds, rate: rate, random: &random)
            audio.shift = ([0, -1_024, -1_500, 5_000].randomElement(using: &random) ?? 0) - Int64(cut * Double(rate))
            audio.presentationEnd = end.map { Int64($0 * Double(rate)) + 1 }
            guard !audio.expected.isEmpty else { continue }
            tracks.append(audio)
        }
        if Int.random(in: 0..<8, using: &random) == 0, tracks.count > 1 { tracks.removeFirst() }
        return SyntheticMovie(tracks) { $0 % 7 == 3 ? 50 : $0 % 97 == 9 ? 70_000 : 0 }
    }

    @Test("has every sample once, at its time, in a legal stream", arguments: 1...30 as ClosedRange<UInt64>)
    func samples(seed: UInt64) throws {
        var random = TransportRandom(seed: seed)
        let movie = Self.movie(&random)
        let packaged = try PackagedMovie(movie, target: .seconds(Int64.random(in: 1...8, using: &random)))
        var offsets: Set<Int64> = []
        var sounds: [Int] = []
        for (rendition, checker) in packaged.checkers.enumerated() {
            #expect(checker.violations == [])
            let pictures = packaged.units(rendition, pid: Self.videoPID)
            if packaged.package.renditions[rendition].kind == .video {
                let expected = movie.expected[0]
                #expect(pictures.map(\.payload) == expected.map(\.payload))
                for (unit, sample) in zip(pictures, expected) {
                    offsets.insert(Int64(unit.pts ?? 0) - sample.presentationTime)
                    offsets.insert(Int64(unit.dts ?? 0) - sample.decodeTime)
                }
            } else {
                #expect(pictures.isEmpty)
            }
            let units = packaged.units(rendition, pid: Self.audioPID)
            guard !units.isEmpty else { continue }
            let frames = PackagedMovie.frames(units)
            let track = try #require(movie.expected.firstIndex { $0.map(\.payload) == frames })
            sounds.append(track)
            var frame = 0
            for unit in units {
                // A PES packet's time is that of its first frame; those that follow go on from there.
                let inUnit = PackagedMovie.frames([unit]).count
                let start = movie.expected[track][frame].presentationTime
                offsets.insert(Int64(unit.pts ?? 0) - start)
                for index in 0..<inUnit {
                    let rate = Int64(movie.tracks[track].timescale)
                    let implied = start + Int64(index) * 1_024 * 90_000 / rate
                    #expect(abs(movie.expected[track][frame + index].presentationTime - implied) <= 2)
                }
                frame += inUnit
            }
        }
        #expect(offsets.count == 1, "all tracks are shifted alike: \(offsets)")
        #expect(sounds.sorted() == movie.tracks.indices.filter { movie.tracks[$0].format.codec.kind == .audio })
    }

    @Test("HLS-22, HLS-24: each segment begins with tables and a key frame", arguments: 61...75 as ClosedRange<UInt64>)
    func segments(seed: UInt64) throws {
        var random = TransportRandom(seed: seed)
        let movie = Self.movie(&random)
        let packaged = try PackagedMovie(movie)
        for (rendition, checker) in packaged.checkers.enumerated() {
            let starts = packaged.starts(rendition)
            #expect(checker.tablePositions == starts)
            #expect(Set(checker.mapVersions) == [0])
            for (segment, buffer) in packaged.segments[rendition].enumerated() {
                let first = StreamChecker(buffer).units(of: Self.videoPID).first
                if let first {
                    let sample = try #require(movie.expected[0].first { $0.payload == first.payload })
                    #expect(sample.isKey)
                }
                var recorder = TransportRecorder(buffer)
                #expect(recorder.faults.isEmpty)
                recorder = TransportRecorder(buffer, chunk: { 1_000 })
                let leader = recorder.units.first { $0.trackIndex == 0 }
                #expect(leader == nil || leader?.isRandomAccess == true, "segment \(segment)")
            }
        }
    }

    @Test("Its clock goes on over segments, at least every 100 ms", arguments: 101...112 as ClosedRange<UInt64>)
    func clock(seed: UInt64) throws {
        var random = TransportRandom(seed: seed)
        let packaged = try PackagedMovie(Self.movie(&random))
        for checker in packaged.checkers {
            #expect(Set(checker.clocks.map(\.pid)).count == 1)
            #expect(checker.clocks.first?.pid == checker.clockPID)
            for (earlier, later) in zip(checker.clocks, checker.clocks.dropFirst()) {
                #expect(earlier.value <= later.value && later.value - earlier.value <= 2_700_000)
            }
            var clock = 0
            for unit in checker.units {
                while clock + 1 < checker.clocks.count, checker.clocks[clock + 1].position <= unit.position {
                    clock += 1
                }
                #expect(checker.clocks[clock].position <= unit.position)
                #expect(unit.dts ?? 0 >= checker.clocks[clock].value / 300)
                #expect(unit.pts ?? 0 >= unit.dts ?? 0)
            }
        }
    }

    @Test(
        "HLS-06, HLS-25, HLS-29: durations and rates are those of the media",
        arguments: 131...160 as ClosedRange<UInt64>)
    func durations(seed: UInt64) throws {
        var random = TransportRandom(seed: seed)
        let movie = Self.movie(&random)
        let packaged = try PackagedMovie(movie)
        let package = packaged.package
        let beginning = movie.expected.compactMap { $0.map(\.presentationTime).min() }.min() ?? 0
        var longest: Int64 = 0
        for (rendition, entry) in package.renditions.enumerated() {
            let milliseconds = entry.segmentDurations.map { $0 / .milliseconds(1) }.map { Int64($0.rounded()) }
            longest = max(longest, milliseconds.max() ?? 0)
            let tracks = movie.tracks.indices.filter { track in
                let frames = movie.expected[track].map(\.payload)
                return frames == packaged.units(rendition, pid: Self.videoPID).map(\.payload)
                    || frames == PackagedMovie.frames(packaged.units(rendition, pid: Self.audioPID))
            }
            let end = tracks.map { movie.ends[$0] }.max() ?? 0
            #expect(abs(milliseconds.reduce(0, +) * 90 - (end - beginning)) <= 180)
            let sizes = packaged.segments[rendition].map(\.readableBytes)
            for (index, length) in milliseconds.enumerated() where length >= package.targetDuration * 500 {
                #expect(entry.peakBitRate * Int(length) >= sizes[index] * 8_000)
            }
            let rates = Self.rates(zip(sizes, milliseconds).map { ($0, $1) }, target: package.targetDuration)
            if let peak = rates.max() { #expect(Double(entry.peakBitRate) >= peak) }
            let average = Double(sizes.reduce(0, +) * 8_000) / Double(milliseconds.reduce(0, +))
            #expect(Double(entry.averageBitRate) >= average)
            #expect(entry.peakBitRate >= entry.averageBitRate)
        }
        #expect(package.targetDuration == Int(max(1, (longest + 500) / 1_000)))
    }

    /// Of all segments in a row that take half to one and a half target durations.
    private static func rates(_ segments: [(bytes: Int, milliseconds: Int64)], target: Int) -> [Double] {
        segments.indices.flatMap { first in
            segments.indices[first...].compactMap { last -> Double? in
                let row = segments[first...last]
                let length = row.reduce(0) { $0 + $1.milliseconds }
                guard length >= target * 500, length <= target * 1_500 else { return nil }
                return Double(row.reduce(0) { $0 + $1.bytes } * 8_000) / Double(length)
            }
        }
    }

    @Test("HLS-29: BANDWIDTH is within ten percent of the real peak", arguments: 231...238 as ClosedRange<UInt64>)
    func bandwidth(seed: UInt64) throws {
        var random = TransportRandom(seed: seed)
        var look = SyntheticTrack.Look()
        look.group = 10...80
        look.groups = 8
        look.ownDelimiters = 100
        look.ownSets = 50
        look.frameBytes = 100...2_000
        let video = SyntheticTrack.video(look, random: &random)
        let audios = (0..<Int.random(in: 0...2, using: &random)).map { _ in
            SyntheticTrack.audio(seconds: Double(video.end) / 90_000, random: &random)
        }
        let packaged = try PackagedMovie(SyntheticMovie([video] + audios))
        for (rendition, entry) in packaged.package.renditions.enumerated() {
            let milliseconds = entry.segmentDurations.map { Int64(($0 / .milliseconds(1)).rounded()) }
            let sizes = packaged.segments[rendition].map(\.readableBytes)
            let rates = Self.rates(
                zip(sizes, milliseconds).map { ($0, $1) }, target: packaged.package.targetDuration)
            let peak = try #require(rates.max())
            #expect(Double(entry.peakBitRate) >= peak && Double(entry.peakBitRate) <= 1.1 * peak)
        }
    }

    @Test(
        "Reads are ascending, disjoint, in the file and cover the samples", arguments: 191...205 as ClosedRange<UInt64>)
    func reads(seed: UInt64) throws {
        var random = TransportRandom(seed: seed)
        let movie = Self.movie(&random)
        let package = try OnDemandPackage(movie.index)
        for (rendition, entry) in package.renditions.enumerated() {
            for segment in 0..<entry.segmentCount {
                let reads = package.reads(rendition, segment: segment)
                #expect(!reads.isEmpty)
                #expect(reads.allSatisfy { !$0.isEmpty && $0.lowerBound >= 0 && $0.upperBound <= movie.file.count })
                for (earlier, later) in zip(reads, reads.dropFirst()) {
                    #expect(later.lowerBound - earlier.upperBound > OnDemandLimits.readGap)
                }
            }
        }
    }

    @Test("Made again it is the same, byte for byte", arguments: 221...223 as ClosedRange<UInt64>)
    func repeatable(seed: UInt64) throws {
        var random = TransportRandom(seed: seed)
        let movie = Self.movie(&random)
        let first = try PackagedMovie(movie)
        let second = try PackagedMovie(movie)
        #expect(first.segments == second.segments)
        #expect(first.package.renditions == second.package.renditions)
    }
}
