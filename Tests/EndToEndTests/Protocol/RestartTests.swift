import Foundation
import NIOCore
import StreavMedia
import Testing

/// A node that is stopped, or killed, and started again on its data folder and ports.
@Suite("Restart")
struct RestartTests {
    @Test("Numbers go on, credentials stay, and players notice nothing but a pause", .timeLimit(.minutes(3)))
    func restart() async throws {
        let folder = try ToolProcess.temporaryFolder()
        defer { try? FileManager.default.removeItem(at: folder) }
        let base = Fixtures.option + ["--data", folder.path, "--source", "Own=\(Fixtures.clip("cells"))"]
        let first = try await SimulatorProcess.start(base)
        let ports = try [
            ("--management-port", first.ready.management), ("--api-port", first.ready.api),
            ("--streaming-port", first.ready.streaming),
        ].flatMap { [$0, String(try HTTPAddress($1).port)] }
        let tokens = try SeededWorld.accessTokens(in: folder)
        let file = folder.appendingPathComponent("subscribers.json").path
        let mode = try FileManager.default.attributesOfItem(atPath: file)[.posixPermissions] as? Int
        #expect(mode == 0o600)

        // The seeded channel and the user's own.
        let streams = [first.ready.liveStreams[0], try #require(first.ready.liveStreams.last)]
        #expect(streams[1].name == "Own")
        var players: [ChannelFollower] = []
        for (index, stream) in streams.enumerated() {
            players.append(
                try await ChannelFollower(opening: stream.hls, client: RawHTTPClient(source: "127.0.60.\(index + 1)")))
        }
        try await Self.follow(players, for: .seconds(14))
        try await first.stop()

        let second = try await SimulatorProcess.start(base + ports)
        Self.expectSameWorld(first.ready, second.ready)
        #expect(try SeededWorld.accessTokens(in: folder) == tokens)
        try await Self.expectNumbersAhead(players)
        try await Self.follow(players, for: .seconds(12))
        second.kill()
        _ = try await second.child.end(within: .seconds(5))

        // As after a power failure: nothing was saved on the way out.
        let third = try await SimulatorProcess.start(base + ports)
        Self.expectSameWorld(first.ready, third.ready)
        try await Self.expectNumbersAhead(players)
        try await Self.follow(players, for: .seconds(6))
        try await third.stop()

        for player in players {
            // The pause itself; and that a new process has nothing older to list than what it has made.
            let problems = player.seen.problems.filter { !$0.hasPrefix("HLS-10") && !$0.hasPrefix("HLS-11") }
            #expect(problems.isEmpty, "\(player.media.text): \(problems)")
            #expect(Set(player.seen.playlists.map(\.targetDuration)).count == 1, "HLS-07")
        }
    }

    private static func follow(_ players: [ChannelFollower], for time: Duration) async throws {
        try await withThrowingTaskGroup(of: Void.self) { group in
            for player in players { group.addTask { _ = try await player.follow(for: time) } }
            try await group.waitForAll()
        }
    }

    private static func expectSameWorld(_ before: ReadyLine, _ after: ReadyLine) {
        #expect(after.admin == before.admin)
        #expect(after.oauth == before.oauth)
        #expect(after.subscriber == before.subscriber)
        #expect(after.liveStreams == before.liveStreams)
        #expect(before.admin != nil && before.oauth != nil && before.subscriber != nil)
    }

    /// FO-6, INV-SEQ; and the session, of which the new process knows nothing, is renewed in the same request.
    private static func expectNumbersAhead(_ players: [ChannelFollower]) async throws {
        for player in players {
            let before = player.seen
            let answer = try await player.client.get(player.media.text)
            #expect(answer.status == 200, "the old session is renewed silently: \(answer.text)")
            let playlist = try PlaylistParser().parseMedia(ByteBuffer(bytes: answer.body))
            let highest = try #require(before.sequences.last)
            let discontinuity = try #require(before.ordered.map(\.listed.discontinuitySequence).max())
            #expect(playlist.mediaSequence > highest, "FO-6")
            #expect(playlist.discontinuitySequence > discontinuity, "FO-6")
            #expect(playlist.targetDuration == before.lastPlaylist?.targetDuration, "HLS-07")
        }
    }
}
