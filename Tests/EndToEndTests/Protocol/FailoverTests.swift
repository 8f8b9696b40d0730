import Foundation
import StreavMedia
import Testing

/// Sources that die in every way, and their backups.
@Suite("Failover")
struct FailoverTests {
    /// The widths of the clips, by which a picture's origin is known.
    private static let (primaryWidth, backupWidth) = (426, 320)

    private struct Pair {
        let primary: TransportOrigin
        let backup: TransportOrigin

        init() throws {
            primary = try TransportOrigin(clip: "clips/test-card.ts")
            backup = try TransportOrigin(clip: "clips/fractal.ts")
        }

        func sources(of name: String) -> [String] {
            ["--source", "\(name)=\(primary.address)", "--source", "\(name)=\(backup.address)"]
        }

        func close() {
            primary.close()
            backup.close()
        }
    }

    @Test("Viewers stay through a reset, a return, a silence, an outage and its end", .timeLimit(.minutes(4)))
    func deaths() async throws {
        let pair = try Pair()
        defer { pair.close() }
        try await SimulatorProcess.with(["--empty"] + pair.sources(of: "Pair")) { simulator in
            let stream = try #require(simulator.ready.liveStreams.first)
            #expect(simulator.ready.liveStreams.count == 1, "one stream with two sources")
            let follower = try await ChannelFollower(opening: stream.hls)
            let viewer = try await EndlessViewer(
                opening: stream.ts, client: RawHTTPClient(source: "127.0.30.2", userAgent: "Endless/1.0"))
            try await withThrowingTaskGroup(of: Void.self) { group in
                group.addTask { try await follower.follow() }
                group.addTask { try await viewer.watch() }
                let script = await Result { try await Self.script(pair, follower, viewer) }
                follower.stop()
                viewer.stop()
                try await group.waitForAll()
                try script.get()
            }
            let seen = follower.seen
            let problems = seen.problems + seen.problemsOfMedia()
            #expect(problems.isEmpty, "\(problems)")
            Self.checkMarks(of: seen)
            let audit = viewer.audit
            #expect(!audit.hasEnded, "FO-2: the viewer was disconnected")
            #expect(audit.problems.isEmpty, "FO-4: \(audit.problems.prefix(5))")
            #expect(audit.packets.problems.isEmpty, "FO-4: \(audit.packets.problems.prefix(5))")
            #expect(audit.packets.mapVersions.count == 1, "FO-4: PMT versions \(audit.packets.mapVersions)")
            #expect(pair.primary.mostOpen == 1, "F06: one connection at a time")
            #expect(pair.backup.mostOpen == 1, "F06: one connection at a time")
        }
    }

    /// What happens to the sources, and how fast it must be noticed.
    private static func script(_ pair: Pair, _ follower: ChannelFollower, _ viewer: EndlessViewer) async throws {
        #expect(try await eventually(within: .seconds(10)) { follower.seen.entries.count >= 3 })
        // F01.
        viewer.listenAnew()
        var mark = ContinuousClock.now
        pair.primary.become(.resetting)
        try await expectOpening(of: pair.backup, since: mark, within: .milliseconds(1500), "F01, FO-2")
        try await expectPictures([primaryWidth, backupWidth], follower, viewer, "F01")
        #expect(viewer.audit.longestSilence <= .seconds(4), "F01: backup in a target duration")
        // FO-7: back after ten seconds of health, on a key frame.
        mark = .now
        pair.primary.become(.playing)
        try await expectPictures([primaryWidth, backupWidth, primaryWidth], follower, viewer, "FO-7", within: 40)
        #expect(ContinuousClock.now - mark >= .seconds(10), "FO-7: too soon")
        // F02.
        viewer.listenAnew()
        mark = .now
        pair.primary.become(.stalled)
        try await expectOpening(of: pair.backup, since: mark, within: .milliseconds(3500), "F02: found within 2 s")
        try await expectPictures(
            [primaryWidth, backupWidth, primaryWidth, backupWidth], follower, viewer, "F02")
        #expect(viewer.audit.longestSilence <= .seconds(7), "F02")
        // FO-8: nothing is left; gaps cover the time.
        pair.backup.become(.resetting)
        #expect(try await eventually(within: .seconds(20)) { follower.seen.gaps.count >= 2 }, "FO-8, HLS-17")
        pair.backup.become(.playing)
        #expect(
            try await eventually(within: .seconds(30)) {
                let seen = follower.seen
                guard let lastGap = seen.gaps.last, let last = seen.sequences.last else { return false }
                return last >= lastGap + 2
            }, "FO-8: media again")
    }

    private static func expectOpening(
        of origin: TransportOrigin, since mark: ContinuousClock.Instant, within limit: Duration, _ what: Comment
    ) async throws {
        _ = try await eventually(within: .seconds(8)) { origin.openings.contains { $0 >= mark } }
        let opening = try #require(origin.openings.first { $0 >= mark }, what)
        #expect(opening - mark <= limit, what)
    }

    /// Both viewers saw these pictures, in this order, and no others.
    private static func expectPictures(
        _ widths: [Int], _ follower: ChannelFollower, _ viewer: EndlessViewer, _ what: Comment, within seconds: Int = 16
    ) async throws {
        _ = try await eventually(within: .seconds(seconds)) {
            viewer.audit.widths.count >= widths.count && Self.widths(of: follower.seen).count >= widths.count
        }
        #expect(viewer.audit.widths == widths, what)
        #expect(Self.widths(of: follower.seen) == widths, what)
    }

    private static func widths(of seen: FollowedChannel) -> [Int] {
        var widths: [Int] = []
        for width in seen.ordered.compactMap({ $0.probe?.width }) where width != widths.last { widths.append(width) }
        return widths
    }

    /// HLS-16, FO-5: a discontinuity where the picture comes from another source, or after a gap, and nowhere else.
    private static func checkMarks(of seen: FollowedChannel) {
        var width: Int?
        var isAfterGap = false
        var expected: [Int64] = []
        for entry in seen.ordered {
            if entry.listed.isGap {
                isAfterGap = true
                continue
            }
            if let width, isAfterGap || entry.probe?.width != width { expected.append(entry.listed.mediaSequence) }
            width = entry.probe?.width
            isAfterGap = false
        }
        #expect(seen.discontinuities == expected, "FO-5: at \(seen.discontinuities) instead of \(expected)")
        let numbers = seen.sequences
        #expect(zip(numbers, numbers.dropFirst()).allSatisfy { $1 == $0 + 1 }, "HLS-09: \(numbers)")
        // HLS-17: the dates go on over the outage, so the gaps add up to the missing time.
        for (entry, next) in zip(seen.ordered, seen.ordered.dropFirst()) {
            let step = Double((next.listed.programDateTime ?? 0) - (entry.listed.programDateTime ?? 0)) / 1000
            let missing = step - entry.listed.duration.seconds
            #expect(
                missing >= -0.002 && missing < 6, "HLS-17, HLS-27: \(missing) s after \(entry.listed.mediaSequence)")
        }
    }

    @Test("Noise and web pages are left for the backup", arguments: [TransportOrigin.Behaviour.garbage, .page])
    func nonsense(_ behaviour: TransportOrigin.Behaviour) async throws {
        let pair = try Pair()
        let other = try TransportOrigin(clip: "clips/test-card.ts")
        defer {
            pair.close()
            other.close()
        }
        let arguments = ["--empty"] + pair.sources(of: "Pair") + ["--source", "Other=\(other.address)"]
        try await SimulatorProcess.with(arguments) { simulator in
            let streams = simulator.ready.liveStreams
            #expect(streams.count == 2)
            let follower = try await ChannelFollower(opening: streams[0].hls)
            let bystander = try await ChannelFollower(
                opening: streams[1].hls, client: RawHTTPClient(source: "127.0.31.3"))
            let viewer = try await EndlessViewer(
                opening: streams[0].ts, client: RawHTTPClient(source: "127.0.31.2", userAgent: "Endless/1.0"))
            try await withThrowingTaskGroup(of: Void.self) { group in
                group.addTask { try await follower.follow() }
                group.addTask { try await bystander.follow() }
                group.addTask { try await viewer.watch() }
                let script = await Result {
                    #expect(try await eventually(within: .seconds(10)) { follower.seen.entries.count >= 2 })
                    let mark = ContinuousClock.now
                    pair.primary.become(behaviour)
                    try await Self.expectOpening(of: pair.backup, since: mark, within: .milliseconds(3500), "FO-1, F04")
                    try await Self.expectPictures([Self.primaryWidth, Self.backupWidth], follower, viewer, "F04")
                    // A while longer, in which the primary is tried again and again.
                    try await Task.sleep(for: .seconds(8))
                }
                for one in [follower, bystander] { one.stop() }
                viewer.stop()
                try await group.waitForAll()
                try script.get()
            }
            let seen = follower.seen
            let problems = seen.problems + seen.problemsOfMedia() + viewer.audit.packets.problems
            #expect(problems.isEmpty, "F04: \(problems)")
            #expect(seen.discontinuities.count == 1, "F04")
            #expect(seen.gaps.isEmpty, "F04")
            #expect(!viewer.audit.hasEnded, "F04")
            let aside = bystander.seen
            #expect((aside.problems + aside.problemsOfMedia()).isEmpty, "INV-BLAST: \(aside.problems)")
            #expect(aside.discontinuities.isEmpty && aside.gaps.isEmpty, "INV-BLAST")
            #expect(pair.primary.mostOpen == 1, "F06")
        }
    }

    @Test(
        "A source that comes and goes is retried with patience, over one connection at a time", .timeLimit(.minutes(4)))
    func flapping() async throws {
        let origin = try TransportOrigin(clip: "clips/colour-bars.ts")
        defer { origin.close() }
        try await SimulatorProcess.with(["--empty", "--source", "Flap=\(origin.address)"]) { simulator in
            let stream = try #require(simulator.ready.liveStreams.first)
            let follower = try await ChannelFollower(opening: stream.hls)
            try await withThrowingTaskGroup(of: Void.self) { group in
                group.addTask { try await follower.follow() }
                let script = await Result {
                    for _ in 0..<8 {
                        try await Task.sleep(for: .milliseconds(3500))
                        origin.become(.resetting)
                        try await Task.sleep(for: .milliseconds(500))
                        origin.become(.playing)
                    }
                }
                follower.stop()
                try await group.waitForAll()
                try script.get()
            }
            let seen = follower.seen
            let problems = seen.problems + seen.problemsOfMedia()
            #expect(problems.isEmpty, "F06: \(problems)")
            #expect(origin.mostOpen == 1, "F06: at most one upstream connection")
            #expect(origin.openings.count <= 16, "F06: backoff")
            #expect(origin.openings.count >= 3)
        }
    }
}

extension Result where Failure == any Error {
    /// What an asynchronous body returned or threw.
    fileprivate init(_ body: () async throws -> Success) async {
        do {
            self = .success(try await body())
        } catch {
            self = .failure(error)
        }
    }
}
