import NIOCore
import StreavMedia
import Testing

@Suite("Random live streams")
struct LivePlaylistPropertyTests {
    private static let seeds: [UInt64] = Array(1...10)
    private static let steps = 240

    @Test(
        "HLS-05 to 09, 11, 14, 18, 27: no update is illegal, also where updates in between were missed",
        arguments: seeds)
    func updatesAreLegal(seed: UInt64) throws {
        var stream = LivePlaylistStream(seed: seed)
        var versions: [MediaPlaylist] = [try stream.parsed()]
        for _ in 0..<Self.steps {
            _ = try stream.step()
            let new = try stream.parsed()
            #expect(PlaylistUpdateChecker.violations(in: new) == [])
            let previous = try #require(versions.last)
            #expect(PlaylistUpdateChecker.violations(from: previous, to: new) == [])
            let older = versions[Int.random(in: max(0, versions.count - 60)..<versions.count, using: &stream.missed)]
            #expect(PlaylistUpdateChecker.violations(from: older, to: new) == [])
            versions.append(new)
        }
    }

    @Test("HLS-09, 25: every segment keeps its number and the written durations do not drift", arguments: seeds)
    func durationsDoNotDrift(seed: UInt64) throws {
        var stream = LivePlaylistStream(seed: seed)
        var ticks: Int64 = 0
        var written = Duration.zero
        for _ in 0..<Self.steps {
            _ = try stream.step()
            let last = try #require(stream.appended.last)
            let parsed = try #require(try stream.parsed().segments.last)
            #expect(parsed.uri == last.uri)
            #expect(parsed.mediaSequence == stream.firstMediaSequence + Int64(stream.appended.count) - 1)
            ticks += last.durationTicks
            written += parsed.duration
            // Half a millisecond at any point: a millisecond over any run between two points.
            let (seconds, attoseconds) = written.components
            let milliseconds = seconds * 1_000 + attoseconds / 1_000_000_000_000_000
            #expect(abs(milliseconds * 90 - ticks) <= 45)
            let own = parsed.duration - last.duration
            #expect(own < .milliseconds(1) && own > .milliseconds(-1))
        }
    }

    @Test("HLS-12, 18: what is removed, and for how long it stays, follows from the texts", arguments: seeds)
    func removalFollowsTheTexts(seed: UInt64) throws {
        var stream = LivePlaylistStream(seed: seed)
        var longest: [Int64: Duration] = [:]
        var before = try stream.parsed()
        for _ in 0..<Self.steps {
            let removed = try stream.step()
            let after = try stream.parsed()
            let gone = before.segments.filter { $0.mediaSequence < after.mediaSequence }
            #expect(removed.map(\.mediaSequence) == gone.map(\.mediaSequence))
            #expect(removed.map(\.segment.uri) == gone.map(\.uri))
            for (segment, parsed) in zip(removed, gone) {
                let least = parsed.duration + longest[parsed.mediaSequence, default: .zero]
                #expect(segment.availableFor >= least)
                #expect(segment.availableFor <= least + .milliseconds(1))
            }
            #expect(
                after.discontinuitySequence - before.discontinuitySequence
                    == Int64(gone.count { $0.isDiscontinuity }))
            for segment in after.segments {
                longest[segment.mediaSequence] = max(
                    longest[segment.mediaSequence, default: .zero], after.listedDuration)
            }
            before = after
        }
        #expect(before.mediaSequence > stream.firstMediaSequence, "the stream was long enough to lose segments")
    }

    @Test("HLS-11: no more is listed than the window and three target durations need", arguments: seeds)
    func listsNoMoreThanNeeded(seed: UInt64) throws {
        var stream = LivePlaylistStream(seed: seed)
        for _ in 0..<Self.steps {
            _ = try stream.step()
            let parsed = try stream.parsed()
            guard parsed.segments.count > stream.playlist.windowCount else { continue }
            let first = try #require(parsed.segments.first)
            #expect(parsed.listedDuration - first.duration < .seconds(3 * parsed.targetDuration))
        }
    }

    @Test("The text is made once per change and says what the value says", arguments: seeds.prefix(4))
    func textAgreesWithValue(seed: UInt64) throws {
        var stream = LivePlaylistStream(seed: seed)
        for step in 1...100 {
            let held = stream.playlist.bytes
            let copy = ByteBuffer(bytes: held.readableBytesView)
            _ = try stream.step()
            #expect(held == copy, "whoever holds the older text keeps it whole")
            #expect(stream.playlist.version == step)
            let parsed = try stream.parsed()
            #expect(parsed.mediaSequence == stream.playlist.mediaSequence)
            #expect(parsed.nextMediaSequence == stream.playlist.nextMediaSequence)
            #expect(parsed.listedDuration == stream.playlist.listedDuration)
            #expect(parsed.segments.map(\.programDateTime) == stream.playlist.segments.map(\.programDateTime))
            #expect(parsed.segments.map(\.isGap) == stream.playlist.segments.map(\.isGap))
            #expect(parsed.segments.map(\.isDiscontinuity) == stream.playlist.segments.map(\.isDiscontinuity))
        }
    }
}
