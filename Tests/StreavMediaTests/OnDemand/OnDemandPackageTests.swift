import NIOCore
import Testing

@testable import StreavMedia

@Suite("On-demand packages")
struct OnDemandPackageTests {
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

    @Test("a segment is as long as was promised, whatever was made before it (VOD-2)", arguments: PackagedFixture.names)
    func hasPromisedLength(_ name: String) throws {
        let fixture = try PackagedFixture(name)
        for (number, rendition) in fixture.package.renditions.enumerated() {
            for segment in (0..<rendition.segmentCount).reversed() {
                let bytes = try fixture.segment(number, segment)
                #expect(bytes.readableBytes == rendition.segmentBytes[segment])
                #expect(try fixture.segment(number, segment) == bytes)
            }
        }
    }

    @Test("every sample that is presented is in exactly one segment", arguments: PackagedFixture.names)
    func dealsEverySampleOnce(_ name: String) throws {
        let fixture = try PackagedFixture(name)
        for rendition in fixture.package.renditions {
            for lane in rendition.lanes {
                let track = fixture.index.tracks[lane.track]
                #expect(lane.starts.count == rendition.segmentCount + 1)
                #expect(zip(lane.starts, lane.starts.dropFirst()).allSatisfy { $0 <= $1 })
                #expect(Int(lane.starts.last ?? 0) == track.samples.count)
                if track.kind == .video {
                    for start in lane.starts.dropLast() where start < lane.starts[lane.starts.count - 1] {
                        #expect(track.samples[Int(start)].isSync)
                    }
                } else {
                    // What lies before is over before the presentation begins.
                    let first = track.samples[Int(lane.starts[0])]
                    let end = track.presentationTime(of: first) + Int64(first.duration)
                    #expect(end > 0)
                }
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
        let boundaries = fixture.package.cut.boundaries
        let whole = Double((boundaries.last ?? 0) - (boundaries.first ?? 0)) / 90_000
        #expect(abs(listed - whole) < 0.002)
        #expect(durations.allSatisfy { Int($0.rounded()) <= fixture.package.targetDuration })
    }

    @Test("timestamps are those of the file, on one timeline (VOD-5)", arguments: PackagedFixture.names)
    func keepsTimes(_ name: String) throws {
        let fixture = try PackagedFixture(name)
        for (number, rendition) in fixture.package.renditions.enumerated() {
            let checker = StreamChecker(try fixture.whole(number))
            for lane in rendition.lanes {
                let track = fixture.index.tracks[lane.track]
                let units = checker.units(of: lane.pid)
                let expected = (Int(lane.starts[0])..<track.samples.count).map { index in
                    let time = track.presentationTime(of: track.samples[index])
                    return Int64((Double(time) * 90_000 / Double(track.timescale)).rounded()) + 900_000
                }
                if track.kind == .video {
                    #expect(units.map { Int64($0.pts ?? 0) } == expected)
                } else {
                    let known = Set(expected)
                    #expect(units.allSatisfy { known.contains(Int64($0.pts ?? 0)) })
                }
                for unit in units {
                    let (decode, presentation) = (unit.dts ?? unit.pts ?? 0, unit.pts ?? 0)
                    #expect(decode <= presentation)
                }
            }
        }
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

    @Test("the stated peak is the real one, within a tenth (HLS-29)", arguments: PackagedFixture.names)
    func statesPeak(_ name: String) throws {
        let fixture = try PackagedFixture(name)
        for (number, rendition) in fixture.package.renditions.enumerated() {
            let durations = fixture.package.cut.milliseconds
            var peak = 0.0
            for segment in 0..<rendition.segmentCount {
                let bytes = try fixture.segment(number, segment).readableBytes
                peak = max(peak, Double(bytes) * 8000 / Double(durations[segment]))
            }
            #expect(Double(rendition.peakBitsPerSecond) >= peak - 1)
            #expect(Double(rendition.peakBitsPerSecond) <= peak * 1.1)
        }
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
