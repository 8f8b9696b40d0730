import NIOCore
import StreavDomain
import StreavLocal
import StreavMedia
import StreavPorts
@testable import StreavStreaming
import Synchronization
import Testing

@Suite("A live channel")
struct LiveChannelTests {
    /// Follows a channel's playlist as a player would and keeps everything it saw.
    private final class Follower {
        private(set) var versions: [MediaPlaylist] = []
        private(set) var violations: [String] = []
        private var last = ""
        /// The process was restarted: its list begins anew, with higher numbers.
        var expectsRestart = false

        func look(_ channel: LiveChannel) throws {
            guard let document = channel.playlist else { return }
            let text = String(buffer: document.text)
            guard text != last else { return }
            last = text
            let playlist = try PlaylistParser().parseMedia(document.text)
            if let previous = versions.last {
                let found = PlaylistUpdateChecker.violations(from: previous, to: playlist)
                violations += found.filter { !expectsRestart || $0.rule.rawValue != "HLS-11" }.map { "\($0)" }
                expectsRestart = false
            }
            for segment in playlist.segments where !segment.isGap {
                let sequence = segment.mediaSequence
                if channel.segment(sequence) == nil { violations.append("listed segment \(sequence) is not there") }
            }
            versions.append(playlist)
        }

        /// Every segment once, in order.
        var segments: [MediaPlaylist.Segment] {
            var result: [MediaPlaylist.Segment] = []
            for version in versions {
                for segment in version.segments where segment.mediaSequence > (result.last?.mediaSequence ?? -1) {
                    result.append(segment)
                }
            }
            return result
        }
    }

    @Test(
        "HLS-05 to HLS-11: over three windows only legal changes are seen",
        arguments: ["test-card", "colour-bars", "fractal", "cells", "gradients", "radio"])
    func steady(clip: String) throws {
        let driver = try ChannelDriver(clip: clip)
        let follower = Follower()
        try driver.play(80) { try follower.look($0) }
        #expect(follower.violations.isEmpty)
        let last = try #require(follower.versions.last)
        #expect(last.targetDuration == 4)
        #expect(last.segments.count >= 6)
        #expect(follower.segments.allSatisfy { !$0.isDiscontinuity && !$0.isGap })
        // The media runs with the clock: 80 s played, less what is still open.
        let listed = follower.segments.reduce(0) { $0 + $1.duration.inSeconds }
        #expect((74...80.5).contains(listed))
        #expect(driver.channel.snapshot().degradations == 0)
    }

    @Test("HLS-22 and HLS-24: every segment starts with PAT, PMT and a key frame and can be read by itself")
    func segmentsStandAlone() throws {
        let driver = try ChannelDriver(clip: "fractal")
        try driver.play(30)
        let playlist = try PlaylistParser().parseMedia(#require(driver.channel.playlist).text)
        for entry in playlist.segments {
            let segment = try #require(driver.channel.segment(entry.mediaSequence))
            var whole = ByteBuffer()
            for buffer in segment.buffers { whole.writeImmutableBuffer(buffer) }
            #expect(whole.readableBytes == segment.byteCount)
            #expect(whole.readableBytes % 188 == 0)
            #expect(whole.getBytes(at: 0, length: 3).map { $0[1] & 0x1F == 0 && $0[2] == 0 } == true, "PAT first")
            #expect(whole.getBytes(at: 188, length: 3).map { $0[1] & 0x1F == 0x10 && $0[2] == 0 } == true, "then PMT")
            var reader = TransportReader()
            var units: [TransportUnit] = []
            reader.read(whole) { if case .unit(let unit) = $0 { units.append(unit) } }
            reader.finish { if case .unit(let unit) = $0 { units.append(unit) } }
            let firstPacket = try #require(whole.getBytes(at: 376, length: 3))
            #expect(firstPacket[1] == 0x41 && firstPacket[2] == 0, "then the start of a picture")
            #expect(units.first { $0.trackIndex == 0 }?.isRandomAccess == true)
            #expect(reader.faults.isEmpty)
        }
    }

    @Test(
        "HLS-06: a group of pictures longer than the segment target becomes the target duration, before anything is out"
    )
    func longGroups() throws {
        // Groups of 2 s in segments of 2 s stay; the target is never below the group.
        let plan = ChannelPlan(id: LiveStreamID(7), name: "Short", sources: [], segmentTarget: .seconds(2))
        let driver = try ChannelDriver(clip: "test-card", plan: plan)
        let follower = Follower()
        try driver.play(40) { try follower.look($0) }
        #expect(follower.versions.allSatisfy { $0.targetDuration == 2 })
        #expect(follower.violations.isEmpty)
        #expect(follower.segments.dropFirst().allSatisfy { $0.duration == .seconds(2) })
    }

    @Test("HLS-10 and HLS-17: a silent source is covered by gaps in time, and the list is never empty or ended")
    func silence() throws {
        let driver = try ChannelDriver(clip: "test-card")
        let follower = Follower()
        try driver.play(30) { try follower.look($0) }
        var lastCount = try #require(follower.versions.last).segments.last?.mediaSequence ?? 0
        var quiet = 0
        var longest = 0
        try driver.silence(2) { try follower.look($0) }
        driver.channel.inputsAreDown()
        try driver.silence(28) { channel in
            try follower.look(channel)
            let newest = follower.versions.last?.segments.last?.mediaSequence ?? 0
            quiet = newest == lastCount ? quiet + 1 : 0
            lastCount = newest
            longest = max(longest, quiet)
        }
        #expect(longest <= 60, "a segment within 1.5 target durations of the last")
        #expect(follower.violations.isEmpty)
        let gaps = follower.segments.filter(\.isGap)
        #expect(gaps.count >= 5)
        try driver.restart()
        try driver.play(30) { try follower.look($0) }
        #expect(follower.violations.isEmpty)
        #expect(follower.segments.filter(\.isDiscontinuity).count == 1, "one DISCONTINUITY where media comes back")
        // Gaps and media together cover the 90 s, but for the open segment and less than a segment at the outage.
        let covered = follower.segments.reduce(0) { $0 + $1.duration.inSeconds }
        #expect((83...91).contains(covered))
    }

    @Test("HLS-16, FO-5: another source is one DISCONTINUITY, and the numbers go on")
    func failover() throws {
        let driver = try ChannelDriver(clip: "test-card")
        let follower = Follower()
        try driver.play(21.3) { try follower.look($0) }
        try driver.silence(2) { try follower.look($0) }
        try driver.change(to: "colour-bars")
        try driver.play(60) { try follower.look($0) }
        #expect(follower.violations.isEmpty)
        let segments = follower.segments
        #expect(segments.filter(\.isDiscontinuity).count == 1)
        #expect(
            segments.map(\.mediaSequence)
                == Array(segments[0].mediaSequence..<segments[0].mediaSequence + Int64(segments.count)))
        let first = try #require(follower.versions.first?.discontinuitySequence)
        #expect(follower.versions.last?.discontinuitySequence == first + 1, "HLS-18: counted when it leaves the list")
    }

    @Test("HLS-09, FO-6: a restart of the process goes on ahead of every number ever published, the target kept")
    func restart() throws {
        let plan = ChannelPlan(id: LiveStreamID(7), name: "Kept", sources: [], segmentTarget: .seconds(3))
        let first = try ChannelDriver(clip: "fractal", plan: plan)
        let follower = Follower()
        try first.play(60) { try follower.look($0) }
        let record = try #require(first.channel.record(reserve: 16))
        #expect(record.targetDuration == 3)
        // Two seconds later, on a wall clock that stepped back an hour.
        let stepped = Timestamp(milliseconds: first.clock.wallNow().milliseconds - 3_600_000)
        let second = try ChannelDriver(clip: "fractal", plan: plan, record: record, wall: stepped)
        follower.expectsRestart = true
        try second.play(60) { try follower.look($0) }
        #expect(follower.violations.isEmpty)
        #expect(follower.versions.allSatisfy { $0.targetDuration == 3 })
    }

    @Test("Without its journal the numbers still follow the wall clock")
    func restartWithoutJournal() throws {
        let first = try ChannelDriver(clip: "colour-bars")
        let follower = Follower()
        try first.play(60) { try follower.look($0) }
        let second = try ChannelDriver(
            clip: "colour-bars", wall: first.clock.wallNow().advanced(by: .seconds(2)))
        follower.expectsRestart = true
        try second.play(30) { try follower.look($0) }
        #expect(follower.violations.isEmpty)
    }

    @Test("HLS-12: a removed segment stays for its own duration and the longest list that held it, and no longer")
    func availability() throws {
        let driver = try ChannelDriver(clip: "test-card")
        // Until the short segments of the start have left the list.
        try driver.play(60)
        let playlist = try PlaylistParser().parseMedia(#require(driver.channel.playlist).text)
        let oldest = try #require(playlist.segments.first).mediaSequence
        var removedAt: MonotonicInstant?
        var goneAt: MonotonicInstant?
        try driver.play(80) { channel in
            let now = driver.clock.monotonicNow()
            let listed = try PlaylistParser().parseMedia(#require(channel.playlist).text)
            if removedAt == nil, listed.segments[0].mediaSequence > oldest { removedAt = now }
            if goneAt == nil, channel.segment(oldest) == nil { goneAt = now }
        }
        let kept = try #require(goneAt) - #require(removedAt)
        #expect(kept >= .seconds(24) && kept <= .seconds(36))
    }

    @Test("FAN-5: what a channel holds is bounded, however long it runs")
    func bounded() throws {
        let driver = try ChannelDriver(clip: "colour-bars")
        try driver.play(120)
        let early = driver.channel.snapshot().bytesHeld
        try driver.play(600)
        let late = driver.channel.snapshot().bytesHeld
        #expect(Double(late) < Double(early) * 1.2)
    }

    @Test("HLS-10: a picture that stops while its sound goes on is a silence too")
    func pictureStops() throws {
        let driver = try ChannelDriver(clip: "test-card")
        let follower = Follower()
        try driver.play(30) { try follower.look($0) }
        driver.onlyAudio = true
        var newest: Int64 = 0
        var quiet = 0
        var longest = 0
        try driver.play(20) { channel in
            try follower.look(channel)
            let last = follower.versions.last?.segments.last?.mediaSequence ?? 0
            quiet = last == newest ? quiet + 1 : 0
            newest = last
            longest = max(longest, quiet)
        }
        #expect(longest <= 60, "tenths of a second")
        #expect(follower.violations.isEmpty)
    }

    @Test("HLS-17: media that comes back by itself after listed gaps is spliced in anew, and programme time goes on")
    func burstyInput() throws {
        let driver = try ChannelDriver(clip: "colour-bars")
        let follower = Follower()
        try driver.play(30) { try follower.look($0) }
        try driver.pause(20) { try follower.look($0) }
        try driver.play(30) { try follower.look($0) }
        #expect(follower.violations.isEmpty)
        #expect(follower.segments.filter(\.isGap).count >= 3)
        #expect(follower.segments.filter(\.isDiscontinuity).count == 1)
        let dates = follower.segments.compactMap(\.programDateTime)
        #expect(dates == dates.sorted())
        let last = try #require(follower.segments.last)
        let end = try #require(last.programDateTime) + last.duration.wholeMilliseconds
        #expect(abs(driver.clock.wallNow().milliseconds - end) < 9000, "what is listed ends now, not in the future")
    }

    @Test("Waiting viewers are told at once when there is something, and when no input delivers")
    func waiters() throws {
        let driver = try ChannelDriver(clip: "test-card")
        let answers = Mutex<[Bool]>([])
        driver.channel.whenReady(.playlist, timeout: .seconds(10)) { answer in answers.withLock { $0.append(answer) } }
        driver.channel.whenReady(.randomAccess, timeout: .milliseconds(150)) { answer in
            answers.withLock { $0.append(answer) }
        }
        try driver.silence(0.2)
        #expect(answers.withLock { $0 } == [false], "the second waited no longer than it wanted")
        try driver.play(6)
        #expect(answers.withLock { $0 } == [false, true])
        driver.channel.whenReady(.randomAccess, timeout: .seconds(1)) { answer in answers.withLock { $0.append(answer) }
        }
        #expect(answers.withLock { $0 } == [false, true, true], "at once")
        try driver.silence(3)
        driver.channel.inputsAreDown()
        try driver.silence(3)
        driver.channel.whenReady(.randomAccess, timeout: .seconds(9)) { answer in answers.withLock { $0.append(answer) }
        }
        #expect(answers.withLock { $0 } == [false, true, true, false], "nobody is shown what was on long ago")
    }

    @Test("A changed plan goes on with the same list; only another window needs another channel")
    func changedPlan() throws {
        let driver = try ChannelDriver(clip: "test-card")
        try driver.play(20)
        let before = driver.channel.playlist
        var plan = driver.channel.plan
        plan.name = "Renamed"
        plan.sources = [SourcePlan(address: "http://192.0.2.1/new.ts")]
        #expect(driver.channel.update(plan))
        #expect(driver.channel.playlist === before)
        #expect(driver.channel.plan.name == "Renamed")
        plan.window = 8
        #expect(!driver.channel.update(plan))
    }

    @Test("F24: programme date-time never goes back, whatever the wall clock does")
    func wallClockSteps() throws {
        let driver = try ChannelDriver(clip: "colour-bars")
        let follower = Follower()
        try driver.play(20) { try follower.look($0) }
        driver.clock.stepWall(by: .seconds(-3600))
        try driver.restart()
        try driver.play(40) { try follower.look($0) }
        let dates = follower.segments.compactMap(\.programDateTime)
        #expect(dates == dates.sorted())
        #expect(follower.violations.isEmpty)
    }

    @Test("The blocks of the endless stream and the segments are the same bytes")
    func sharedBlocks() throws {
        let driver = try ChannelDriver(clip: "test-card")
        var mirror = driver.channel.makeMirror()
        var stream = ByteBuffer()
        var next: Int64 = 0
        driver.play(20) { channel in
            channel.read(into: &mirror)
            while let block = mirror[next] {
                stream.writeImmutableBuffer(block.bytes)
                next += 1
            }
        }
        let playlist = try PlaylistParser().parseMedia(#require(driver.channel.playlist).text)
        var media = ByteBuffer()
        for entry in playlist.segments {
            for buffer in try #require(driver.channel.segment(entry.mediaSequence)).buffers {
                media.writeImmutableBuffer(buffer)
            }
        }
        #expect(media.readableBytes > 0)
        #expect(Array(stream.readableBytesView.prefix(media.readableBytes)) == Array(media.readableBytesView))
    }
}
