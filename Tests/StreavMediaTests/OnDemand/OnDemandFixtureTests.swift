import NIOCore
import Testing

@testable import StreavMedia

@Suite("On-demand packages of real files")
struct OnDemandFixtureTests {
    @Test("segments played one after the other are one legal stream (HLS-22)", arguments: PackagedFixture.names)
    func isLegalStream(_ name: String) throws {
        let fixture = try PackagedFixture(name)
        for rendition in fixture.package.renditions.indices {
            let checker = StreamChecker(try fixture.whole(rendition))
            #expect(checker.violations == [])
            #expect(checker.tablePositions.count == fixture.package.renditions[rendition].segmentCount)
            let clocks = checker.clocks.map { Int64($0.value) }
            #expect(zip(clocks, clocks.dropFirst()).allSatisfy { $0 < $1 && $1 - $0 <= 2_700_000 })
        }
    }

    @Test("a segment is the same whatever was made before it (VOD-2)", arguments: PackagedFixture.names)
    func isFunctionOfFile(_ name: String) throws {
        let fixture = try PackagedFixture(name)
        for (number, rendition) in fixture.package.renditions.enumerated() {
            for segment in (0..<rendition.segmentCount).reversed() {
                let bytes = try fixture.segment(number, segment)
                #expect(try PackagedFixture(name).segment(number, segment) == bytes)
            }
        }
    }

    @Test("the list's durations add up, and none is over the target (VOD-3, HLS-06)", arguments: PackagedFixture.names)
    func durationsAddUp(_ name: String) throws {
        let fixture = try PackagedFixture(name)
        let playlist = try PlaylistParser().parseMedia(fixture.package.mediaPlaylist(0) { "\($0).ts" })
        #expect(playlist.isEnded)
        #expect(playlist.kind == .onDemand)
        let durations = playlist.segments.map { $0.duration / .milliseconds(1) / 1000 }
        let listed = durations.reduce(0, +)
        let main = fixture.package.renditions[0]
        #expect(abs(listed - main.duration / .milliseconds(1) / 1000) < 0.002)
        #expect(durations.count == main.segmentCount)
        #expect(durations.allSatisfy { Int($0.rounded()) <= fixture.package.targetDuration })
    }

    @Test("several sounds are renditions with their languages, as long as the picture (HLS-08, HLS-19)")
    func offersLanguages() throws {
        let fixture = try PackagedFixture("lantern.mp4")
        #expect(fixture.package.renditions.map(\.id) == ["v", "a1", "a2"])
        #expect(Set(fixture.package.renditions.map(\.segmentCount)).count == 1)
        let playlist = try PlaylistParser().parseMultivariant(fixture.package.multivariant { "\($0.id).m3u8" })
        #expect(playlist.renditions.map(\.language) == ["en", "pt"])
        #expect(playlist.renditions.map(\.isDefault) == [true, false])
        #expect(playlist.variants.map(\.audioGroup) == [playlist.renditions.first?.groupID])
    }

    @Test(
        "the stated peak is not below what is sent over a target duration, nor far above (HLS-29)",
        arguments: PackagedFixture.names)
    func statesPeak(_ name: String) throws {
        let fixture = try PackagedFixture(name)
        for (number, rendition) in fixture.package.renditions.enumerated() {
            let target = Duration.seconds(fixture.package.targetDuration)
            var rates: [Double] = []
            for segment in 0..<rendition.segmentCount where rendition.segmentDurations[segment] * 2 >= target {
                let bytes = try fixture.segment(number, segment).readableBytes
                rates.append(Double(bytes) * 8 / (rendition.segmentDurations[segment] / .seconds(1)))
            }
            let peak = try #require(rates.max())
            #expect(Double(rendition.peakBitRate) >= peak - 1)
            #expect(Double(rendition.peakBitRate) <= peak * 1.1)
            #expect(rendition.averageBitRate <= rendition.peakBitRate)
        }
    }

    @Test("segments are declared independent where they are (HLS-24)", arguments: PackagedFixture.names)
    func declaresIndependence(_ name: String) throws {
        let package = try PackagedFixture(name).package
        #expect(try PlaylistParser().parseMedia(package.mediaPlaylist(0) { "\($0).ts" }).isIndependentSegments)
    }

    @Test("segments are not declared independent where a picture is shown before its key frame (HLS-24)")
    func declaresNoFalseIndependence() throws {
        let index = try PackagedFixture("harbour.mp4").index
        let track = try #require(index.tracks.first { $0.kind == .video })
        let key = try #require(track.samples.syncSamples.dropFirst().first)
        let package = try Self.package(index, track) { sample in
            guard sample.index == key + 1 else { return sample }
            return Self.moved(sample, by: 0, offset: track.samples[key].compositionOffset - 2 * Int32(sample.duration))
        }
        #expect(try !PlaylistParser().parseMedia(package.mediaPlaylist(0) { "\($0).ts" }).isIndependentSegments)
        let master = try PlaylistParser().parseMultivariant(package.multivariant { "\($0.id).m3u8" })
        #expect(!master.isIndependentSegments)
    }

    @Test("a file whose times begin an hour late is as long as any other (VOD-3)")
    func ignoresLateBeginning() throws {
        let index = try PackagedFixture("portrait.mp4").index
        let track = try #require(index.tracks.first)
        let hour = Int64(track.timescale) * 3600
        let plain = try Self.package(index, track) { $0 }
        let late = try Self.package(index, track) { Self.moved($0, by: hour, offset: $0.compositionOffset) }
        #expect(late.mediaPlaylist(0) { "\($0).ts" } == plain.mediaPlaylist(0) { "\($0).ts" })
    }

    /// The track alone, its samples changed.
    private static func package(
        _ index: MovieIndex, _ track: MovieTrack, _ change: (MovieSample) -> MovieSample
    ) throws -> OnDemandPackage {
        let changed = MovieTrack(
            id: track.id, codec: track.codec, format: track.format, timescale: track.timescale,
            samples: SampleTable((0..<track.samples.count).map { change(track.samples[$0]) }),
            presentationShift: track.presentationShift)
        return try OnDemandPackage(MovieIndex(tracks: [changed], fileSize: index.fileSize))
    }

    private static func moved(_ sample: MovieSample, by ticks: Int64, offset: Int32) -> MovieSample {
        MovieSample(
            index: sample.index, decodeTime: sample.decodeTime + ticks, compositionOffset: offset,
            duration: sample.duration, offset: sample.offset, size: sample.size, isSync: sample.isSync)
    }

    @Test("media that is not what the index says is an error, never a crash (VOD-8)")
    func refusesLies() throws {
        let fixture = try PackagedFixture("harbour.mp4")
        let reads = fixture.package.reads(0, segment: 1)
        for fill in [UInt8(0xFF), 0x7F, 0x01] {
            let lies = reads.map { ByteBuffer(repeating: fill, count: $0.count) }
            #expect(throws: OnDemandError.self) { try fixture.package.segment(0, segment: 1, bytes: lies) }
        }
        #expect(throws: OnDemandError.self) { try fixture.package.segment(0, segment: 1, bytes: []) }
        let short = reads.map { ByteBuffer(repeating: 0, count: $0.count - 1) }
        #expect(throws: OnDemandError.self) { try fixture.package.segment(0, segment: 1, bytes: short) }
    }
}
