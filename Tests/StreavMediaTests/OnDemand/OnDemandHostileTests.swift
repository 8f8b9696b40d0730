import NIOCore
import StreavMedia
import Testing

@Suite("A movie that lies, packaged on demand")
struct OnDemandHostileTests {
    private static func video(_ change: (inout SyntheticTrack.Look) -> Void = { _ in }) -> SyntheticTrack {
        var random = TransportRandom(seed: 7)
        var look = SyntheticTrack.Look()
        look.groups = 2
        change(&look)
        return SyntheticTrack.video(look, random: &random)
    }

    private static func code(_ movie: SyntheticMovie, target: Duration = .seconds(6)) -> OnDemandError.Code? {
        code(movie.index, target: target)
    }

    private static func code(_ index: MovieIndex, target: Duration = .seconds(6)) -> OnDemandError.Code? {
        do {
            _ = try OnDemandPackage(index, target: target)
            return nil
        } catch {
            return error.code
        }
    }

    /// The index of a video with samples told one by one.
    private static func index(_ samples: [MovieSample], fileSize: Int64 = 1 << 40) -> MovieIndex {
        let track = video()
        let whole = MovieTrack(
            id: 1, codec: track.codec, format: track.format, timescale: 1_000, language: nil, name: nil,
            isEnabled: true, samples: SampleTable(samples), presentationShift: 0, presentationEnd: nil)
        return MovieIndex(tracks: [whole], fileSize: fileSize)
    }

    private static func sample(
        _ index: Int, at time: Int64, offset: Int32 = 0, duration: UInt32 = 1_000, size: Int = 100, isSync: Bool = true
    ) -> MovieSample {
        MovieSample(
            index: index, decodeTime: time, compositionOffset: offset, duration: duration,
            offset: Int64(index) * 1_000_000, size: size, isSync: isSync)
    }

    @Test("A NAL unit that reaches beyond its sample is an error with a sentence", arguments: [1, 2, 4])
    func lengths(lengthSize: Int) throws {
        var track = Self.video { $0.lengthSize = lengthSize }
        track.samples[3].bytes[lengthSize - 1] = 0xFF
        track.samples[3].bytes = Array(track.samples[3].bytes.prefix(lengthSize + 5))
        let movie = SyntheticMovie([track])
        let package = try OnDemandPackage(movie.index)
        let error = #expect(throws: OnDemandError.self) { try movie.segments(package, 0) }
        #expect(error?.code == .badSample)
        #expect(error?.message.contains("beyond its sample") == true)
    }

    @Test("A sample that ends within a length is an error, and empty NAL units are passed over")
    func remainders() throws {
        var track = Self.video()
        track.samples[1].bytes += [0, 0, 0, 0]
        var movie = SyntheticMovie([track])
        let units = StreamChecker(try movie.segments(OnDemandPackage(movie.index), 0)[0]).units(of: 0x100)
        #expect(units.map(\.payload) == movie.expected[0].map(\.payload))
        track.samples[1].bytes += [0, 0]
        movie = SyntheticMovie([track])
        let package = try OnDemandPackage(movie.index)
        #expect(throws: OnDemandError.self) { try movie.segments(package, 0) }
    }

    @Test("Bytes that are not those asked for are an error")
    func wrongBytes() throws {
        let movie = SyntheticMovie([Self.video()])
        let package = try OnDemandPackage(movie.index)
        let bytes = movie.bytes(package.reads(0, segment: 0))
        for wrong in [[], bytes + bytes, bytes.map { $0.getSlice(at: 0, length: $0.readableBytes - 1) ?? $0 }] {
            let error = #expect(throws: OnDemandError.self) { try package.segment(0, segment: 0, bytes: wrong) }
            #expect(error?.code == .wrongBytes)
        }
        for (rendition, segment) in [(0, -1), (0, 1), (1, 0), (-1, 0)] {
            #expect(package.reads(rendition, segment: segment).isEmpty)
            let error = #expect(throws: OnDemandError.self) {
                try package.segment(rendition, segment: segment, bytes: bytes)
            }
            #expect(error?.code == .noSuchSegment)
        }
    }

    @Test("Samples without bytes are left out, a track without samples as well")
    func empty() throws {
        var track = Self.video()
        for index in [1, 2, 60, 99] { track.samples[index].bytes = [] }
        var nothing = Self.video()
        nothing.samples = []
        let movie = SyntheticMovie([nothing, track])
        let packaged = try PackagedMovie(movie)
        #expect(packaged.checkers[0].violations == [])
        #expect(packaged.units(0, pid: 0x100).map(\.payload) == movie.expected[1].map(\.payload))
        #expect(Self.code(SyntheticMovie([nothing])) == .nothingToPlay)
        #expect(Self.code(SyntheticMovie([])) == .nothingToPlay)
        track.samples = track.samples.map { sample in
            var sample = sample
            sample.bytes = []
            return sample
        }
        #expect(Self.code(SyntheticMovie([track])) == .noKeyFrame)
    }

    @Test("One sample is a movie", arguments: [0, 1, 3_600] as [UInt32])
    func single(duration: UInt32) throws {
        var random = TransportRandom(seed: 9)
        var picture = Self.video()
        picture.samples = [picture.samples[0]]
        picture.samples[0].duration = duration
        var sound = SyntheticTrack.audio(seconds: 0.02, bytes: 1...1, random: &random)
        sound.samples[0].duration = duration
        // What takes no time at the beginning of the presentation is not in it.
        guard duration > 0 else {
            #expect(Self.code(SyntheticMovie([picture])) == .nothingToPlay)
            #expect(Self.code(SyntheticMovie([sound])) == .nothingToPlay)
            return
        }
        for tracks in [[picture], [sound], [picture, sound]] {
            let movie = SyntheticMovie(tracks)
            let packaged = try PackagedMovie(movie)
            #expect(packaged.checkers[0].violations == [])
            #expect(packaged.package.targetDuration == 1)
            #expect(packaged.checkers[0].units.count == tracks.count)
        }
    }

    @Test("What would make a segment too long, too large or too full is refused")
    func bounds() {
        #expect(Self.code(Self.index([Self.sample(0, at: 0, duration: 61_000)])) == .segmentTooLong)
        #expect(Self.code(Self.index([Self.sample(0, at: 0, duration: 60_000)])) == nil)
        #expect(Self.code(Self.index([Self.sample(0, at: 0, size: (32 << 20) + 1)])) == .segmentTooLarge)
        #expect(Self.code(Self.index([Self.sample(0, at: 0, size: 1 << 40)])) == .segmentTooLarge)
        let crowd = (0...OnDemandLimits.segmentFrames).map { index in
            Self.sample(index, at: Int64(index) / 10, duration: 0, isSync: index == 0)
        }
        #expect(Self.code(Self.index(crowd)) == .segmentTooLarge)
        let long = (0...OnDemandLimits.segments).map { Self.sample($0, at: Int64($0) * 6_000, duration: 6_000) }
        #expect(Self.code(Self.index(long)) == .tooManySegments)
        for target in [.zero, .milliseconds(999), .seconds(31), .seconds(-1)] as [Duration] {
            #expect(Self.code(Self.index([Self.sample(0, at: 0)]), target: target) == .badTarget)
        }
    }

    @Test("Times and places that no film has are refused")
    func times() {
        #expect(Self.code(Self.index([Self.sample(0, at: 1 << 61)])) == .badTimes)
        #expect(Self.code(Self.index([Self.sample(0, at: 1 << 40)])) == .badTimes)
        #expect(Self.code(Self.index([Self.sample(0, at: 0, offset: .max)])) == .badTimes)
        let late = [Self.sample(0, at: 0), Self.sample(1, at: 1_000, offset: 70_000, isSync: false)]
        #expect(Self.code(Self.index(late)) != nil)
        #expect(Self.code(Self.index([Self.sample(0, at: 0, isSync: false)])) == .noKeyFrame)
        #expect(Self.code(Self.index([Self.sample(0, at: 0)], fileSize: 99)) == .badSample)
    }

    @Test("Whatever an index says, the answer is a package or an error", arguments: 1...400 as ClosedRange<UInt64>)
    func anything(seed: UInt64) throws {
        var random = TransportRandom(seed: seed)
        let wild = Int.random(in: 0..<4, using: &random)
        var time: Int64 = 0
        let samples = (0..<Int.random(in: 0...80, using: &random)).map { index in
            let duration = UInt32.random(in: 0...(wild == 0 ? .max : 2_000), using: &random)
            defer { time += wild == 1 ? Int64.random(in: 0...50_000, using: &random) : Int64(duration) }
            let offset = Int32.random(in: wild == 2 ? Int32.min ... .max : -900...900, using: &random)
            return MovieSample(
                index: index, decodeTime: time, compositionOffset: offset, duration: duration,
                offset: Int64.random(in: 0...(wild == 3 ? 5_000 : 200_000), using: &random),
                size: Int.random(in: 0...300, using: &random), isSync: Int.random(in: 0..<10, using: &random) < 3)
        }
        var index = Self.index(samples, fileSize: 200_300)
        let file = random.bytes(200_300)
        let first = index.tracks[0]
        let sound = MovieTrack(
            id: 2, codec: .aac(AACConfiguration(objectType: 2, sampleRate: 48_000, channelConfiguration: 2)),
            format: MediaFormat(codec: .aac, codecs: "mp4a.40.2"),
            timescale: UInt32.random(in: 1...2_000, using: &random),
            language: nil, name: nil, isEnabled: true, samples: first.samples,
            presentationShift: Int64.random(in: -9_000...9_000, using: &random),
            presentationEnd: Bool.random(using: &random) ? nil : Int64.random(in: -10...90_000, using: &random))
        index = MovieIndex(tracks: [first, sound], fileSize: index.fileSize)
        guard let package = try? OnDemandPackage(index, target: .seconds(2)) else { return }
        for (rendition, entry) in package.renditions.enumerated() {
            #expect(entry.segmentDurations.allSatisfy { $0 <= .seconds(60) && $0 >= .zero })
            for segment in 0..<entry.segmentCount {
                let reads = package.reads(rendition, segment: segment)
                #expect(reads.allSatisfy { $0.lowerBound >= 0 && $0.upperBound <= 200_300 })
                let bytes = reads.map { ByteBuffer(bytes: file[Int($0.lowerBound)..<Int($0.upperBound)]) }
                guard let output = try? package.segment(rendition, segment: segment, bytes: bytes) else { continue }
                #expect(StreamChecker(output).violations == [])
            }
        }
    }
}
