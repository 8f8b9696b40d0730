import StreavMedia
import Testing

@Suite struct MovieTableTests {
    /// Samples with everything that varies, some of it to the extremes.
    private static func samples(_ count: Int, _ random: inout TransportRandom) -> [MovieSample] {
        var time = Int64.random(in: 0...1 << 40, using: &random)
        return (0..<count).map { index in
            let isWild = Int.random(in: 0..<20, using: &random) == 0
            let duration = isWild ? UInt32.random(in: 0 ... .max, using: &random) : 512
            let offset = isWild ? Int32.random(in: .min ... .max, using: &random) : Int32(index % 3) * 512
            defer { time += Int64(duration) }
            return MovieSample(
                index: index, decodeTime: time, compositionOffset: offset, duration: duration,
                offset: isWild ? Int64.random(in: 0...1 << 50, using: &random) : Int64(index) * 1000,
                size: isWild ? Int.random(in: 0...Int(Int32.max), using: &random) : 1000,
                isSync: index % 7 == 0 || isWild)
        }
    }

    @Test func `A table gives back what was put in, from any place`() {
        for round in 0..<20 {
            var random = TransportRandom(seed: UInt64(round))
            let samples = Self.samples(Int.random(in: 0...700, using: &random), &random)
            let table = SampleTable(samples)
            #expect(Array(table.cursor(at: 0)) == samples)
            #expect(Array(table.syncSamples) == samples.filter(\.isSync).map(\.index))
            for _ in 0..<20 where !samples.isEmpty {
                let place = Int.random(in: 0..<samples.count, using: &random)
                #expect(table[place] == samples[place])
                #expect(Array(table.cursor(at: place)) == Array(samples[place...]))
                let time = samples[place].decodeTime
                let found = table.index(atDecodeTime: time)
                #expect(samples[found].decodeTime == time && found >= place)
                #expect(table.index(atDecodeTime: .min) == 0)
                #expect(table.syncSamples.last(upTo: place) == samples[...place].last(where: \.isSync)?.index)
            }
            var end = table.cursor(at: table.count)
            #expect(end.next() == nil && end.index == table.count)
        }
    }

    @Test func `Gaps between samples become part of the one before`() {
        let table = SampleTable([
            MovieSample(index: 0, decodeTime: 5, compositionOffset: 0, duration: 10, offset: 0, size: 1, isSync: true),
            MovieSample(
                index: 1, decodeTime: 100, compositionOffset: 0, duration: 10, offset: 1, size: 1, isSync: true),
        ])
        #expect(table.cursor(at: 0).map(\.duration) == [95, 10])
        #expect(table.start == 5 && table.duration == 110)
        #expect(table.syncSamples.count == 2 && table.syncSamples.last(upTo: 1) == 1)
    }

    @Test func `VOD-8: An hour of video and sound takes less than 1.5 MB`() {
        var random = TransportRandom(seed: 3)
        // 25 pictures a second of 1 KB to 200 KB, in two B frames, each in a chunk of its own.
        let reorder: [Int32] = [1024, 2560, 1024, 0, 512]
        var place: Int64 = 0
        let video = SampleTable(
            (0..<90_000).lazy.map { index in
                let size = index % 50 == 0 ? 200_000 : Int.random(in: 1000...30_000, using: &random)
                place += 800 + Int64(size)
                return MovieSample(
                    index: index, decodeTime: Int64(index) * 512, compositionOffset: reorder[index % 5], duration: 512,
                    offset: place - Int64(size), size: size, isSync: index % 50 == 0)
            })
        let audio = SampleTable(
            (0..<168_750).lazy.map { index in
                let size = Int.random(in: 250...450, using: &random)
                place += (index % 2 == 0 ? Int64.random(in: 1000...30_000, using: &random) : 0) + Int64(size)
                return MovieSample(
                    index: index, decodeTime: Int64(index) * 1024, compositionOffset: 0, duration: 1024,
                    offset: place - Int64(size), size: size, isSync: true)
            })
        #expect(video.count == 90_000 && audio.count == 168_750)
        #expect(video.memoryBytes + audio.memoryBytes < 1_500_000, "\(video.memoryBytes) + \(audio.memoryBytes)")
    }

    @Test func `Times are converted exactly, downwards, and never overflow`() {
        #expect(MovieTime.rescale(1001, from: 30_000, to: 90_000) == 3003)
        #expect(MovieTime.rescale(1, from: 3, to: 1) == 0 && MovieTime.rescale(-1, from: 3, to: 1) == -1)
        #expect(MovieTime.rescale(-3, from: 3, to: 1) == -1 && MovieTime.rescale(-4, from: 3, to: 1) == -2)
        #expect(MovieTime.rescale(1 << 56, from: 10_000_000, to: 90_000) == 648_518_346_341_351)
        #expect(
            MovieTime.rescale(.max, from: 1, to: .max) == .max && MovieTime.rescale(.min, from: 1, to: .max) == .min)
        #expect(MovieTime.rescale(.min, from: 1, to: 1) == .min)
        #expect(MovieTime.rescale(.max, from: .max, to: .max) == .max)
        #expect(MovieTime.duration(48_000 * 3600, timescale: 48_000) == .seconds(3600))
        var random = TransportRandom(seed: 1)
        for _ in 0..<2000 {
            let ticks = Int64.random(in: -(1 << 30)...1 << 30, using: &random)
            let source = UInt32.random(in: 1 ... .max, using: &random)
            let target = UInt32.random(in: 0...1 << 30, using: &random)
            let product = ticks * Int64(target)
            let exact = product / Int64(source) - (product % Int64(source) < 0 ? 1 : 0)
            #expect(MovieTime.rescale(ticks, from: source, to: target) == exact)
        }
    }
}
