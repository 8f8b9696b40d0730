import StreavMedia
import Testing

/// Whatever the bytes are: an index that keeps its promises or a typed error; no crash, bounded work and memory.
@Suite struct MovieFuzzTests {
    private static let limits = MovieLimits(
        movieBoxBytes: 1 << 20, fragmentBoxBytes: 1 << 20, samples: 20_000, tableBytes: 1 << 20, tracks: 8, boxes: 5000,
        fragments: 100)
    private static let rounds = 300

    @Test(arguments: MovieSeed.all) func `VOD-8: Mutated files are survived`(name: String) throws {
        let original = try MovieSeed.bytes(name)
        let places = Self.boxPlaces(original)
        var codes: [MovieError.Code: Int] = [:]
        for round in 0..<Self.rounds {
            var random = TransportRandom(seed: UInt64(round))
            let file = Self.mutate(original, places, &random)
            if let error = check(file, "\(name), round \(round)") { codes[error.code, default: 0] += 1 }
        }
        // Mutations are worth something when they are neither all refused nor all without effect.
        #expect(codes.values.reduce(0, +) > Self.rounds / 10, "\(codes)")
    }

    @Test(arguments: MovieSeed.playable) func `Files that end anywhere are survived`(name: String) throws {
        let original = try MovieSeed.bytes(name)
        for count in stride(from: 0, to: original.count, by: 29) {
            check(Array(original.prefix(count)), "\(name), \(count) bytes")
        }
    }

    @Test(arguments: MovieSeed.playable) func `Every word of the index may be any number`(name: String) throws {
        let original = try MovieSeed.bytes(name)
        let places = Self.boxPlaces(original).prefix(120)
        let words: [UInt32] = [0, 1, 0x7FFF_FFFF, 0x8000_0000, .max]
        for (index, place) in places.enumerated() {
            // The word behind each box's version: counts, sizes, times, whatever it is.
            for (step, offset) in [8, 12, 16, 20].enumerated() where place + offset + 4 <= original.count {
                var file = original
                file.replaceSubrange(
                    place + offset..<place + offset + 4, with: MovieForge.words([words[(index + step) % 5]]))
                check(file, "\(name), word at \(place + offset)")
            }
        }
    }

    @Test func `Random bytes behind a good beginning are survived`() {
        for round in 0..<200 {
            var random = TransportRandom(seed: UInt64(round))
            let names = ["moov", "moof", "mdat", "free", "trak"]
            var file = MovieForge.box("ftyp", [1, 2, 3, 4])
            for _ in 0..<5 {
                let name = names[Int.random(in: 0..<5, using: &random)]
                file += MovieForge.box(name, random.bytes(Int.random(in: 0...300, using: &random)))
            }
            check(file, "round \(round)")
        }
    }

    /// Flips, numbers blown up, sizes of boxes changed, boxes doubled, moved and cut.
    private static func mutate(_ original: [UInt8], _ places: [Int], _ random: inout TransportRandom) -> [UInt8] {
        var bytes = original
        for _ in 0..<Int.random(in: 1...4, using: &random) where bytes.count > 64 {
            let anywhere = Int.random(in: 0..<bytes.count - 16, using: &random)
            let box = min(places[Int.random(in: 0..<places.count, using: &random)], bytes.count - 16)
            switch Int.random(in: 0..<8, using: &random) {
            case 0, 1: bytes[anywhere] ^= 1 << UInt8.random(in: 0...7, using: &random)
            case 2:
                let near = min(box + Int.random(in: 8...40, using: &random), bytes.count - 1)
                bytes[near] = UInt8.random(in: 0...255, using: &random)
            case 3:
                let word = [UInt32.max, 0x7FFF_FFFF, 0x1000_0000, 100_000, 0, 1].randomElement(using: &random)!
                let place = min(box + 4 * Int.random(in: 2...6, using: &random), bytes.count - 4)
                bytes.replaceSubrange(place..<place + 4, with: MovieForge.words([word]))
            case 4:
                let size = [0, 1, 7, 8, 9, 16, 24, 1 << 20, UInt32.max].randomElement(using: &random)!
                bytes.replaceSubrange(box..<box + 4, with: MovieForge.words([size]))
            case 5:
                let other = places[Int.random(in: 0..<places.count, using: &random)]
                bytes.replaceSubrange(box + 4..<box + 8, with: original[other + 4..<other + 8])
            case 6:
                let length = Int.random(in: 1...64, using: &random)
                bytes.insert(contentsOf: bytes[box..<min(box + length, bytes.count)], at: box)
            default:
                if Bool.random(using: &random) {
                    bytes.removeSubrange(anywhere..<anywhere + Int.random(in: 1...16, using: &random))
                } else {
                    bytes = Array(bytes.prefix(anywhere + 1))
                }
            }
        }
        return bytes
    }

    /// Where boxes begin, at all levels: four lower-case letters or digits behind a size that fits.
    private static func boxPlaces(_ bytes: [UInt8]) -> [Int] {
        (0..<bytes.count - 8).filter { place in
            let size = bytes[place..<place + 4].reduce(0) { $0 << 8 | Int($1) }
            return size >= 8 && place + size <= bytes.count
                && bytes[place + 4..<place + 8].allSatisfy { (0x30...0x39).contains($0) || (0x61...0x7A).contains($0) }
        }
    }

    @discardableResult private func check(_ file: [UInt8], _ what: String) -> MovieError? {
        let index: MovieIndex
        do throws(MovieError) {
            index = try MovieRun(file, limits: Self.limits).index
        } catch {
            #expect(!error.message.isEmpty && error.message.count < 1500, "\(what)")
            return error
        }
        #expect(!index.tracks.isEmpty && index.memoryBytes < 2 << 20, "\(what)")
        #expect(index.duration >= .zero && MovieFacts(index).bitsPerSecond >= 0, "\(what)")
        #expect(Set(index.tracks.map(\.id)).count == index.tracks.count, "\(what)")
        for track in index.tracks { check(track, fileSize: Int64(file.count), what) }
        return nil
    }

    private func check(_ track: MovieTrack, fileSize: Int64, _ what: String) {
        var count = 0
        var end = track.samples.start
        var isRight = track.samples.count <= Self.limits.samples && track.timescale > 0 && track.samples.count > 0
        for sample in track.samples.cursor(at: 0) {
            isRight = isRight && sample.index == count && sample.decodeTime == end && sample.size >= 0
            isRight = isRight && sample.offset >= 0 && sample.offset + Int64(sample.size) <= fileSize
            isRight =
                isRight
                && MovieTime.rescale(track.presentationTime(of: sample), from: track.timescale, to: 90_000) < .max
            count += 1
            end = sample.decodeEnd
        }
        isRight = isRight && count == track.samples.count && end == track.samples.duration
        #expect(isRight && !track.samples.syncSamples.isEmpty, "\(what), track \(track.id)")
        #expect(track.presentedTicks.lowerBound >= 0, "\(what), track \(track.id)")
    }
}
