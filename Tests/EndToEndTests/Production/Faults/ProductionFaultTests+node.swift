import Foundation
import NIOCore
import StreavMedia
import Testing

extension ProductionFaultTests {
    @Suite("A node is killed", .timeLimit(.minutes(3)))
    struct NodeKilled {
        /// Three heartbeats of two seconds and a target duration of two, and what a busy machine adds.
        private static let bound: Duration = .seconds(3 * 2 + 2 + 5)

        @Test("F09, INV-SEQ: the node that runs a channel is killed: the other one serves it, and numbers go up")
        func kill() async throws {
            try await Deployment.with { deployment in
                let world = try await ProductionWorld.make(deployment)
                let home = try await world.subscribe("home", maxConnections: 4)
                let shared = try await world.onAir(home)
                // Each stream is watched where it runs, and asked for at the node that stays.
                let lost = try await ChannelFollower(
                    opening: world.address("live", home, "\(shared[1].stream).m3u8", node: 1),
                    client: RawHTTPClient(source: "127.0.65.1", userAgent: "Lost/1.0"))
                let other = try await ChannelFollower(
                    opening: world.address("live", home, "\(shared[0].stream).m3u8", node: 0),
                    client: RawHTTPClient(source: "127.0.65.2", userAgent: "Other/1.0"))
                let before = try await lost.follow(for: .seconds(8))
                #expect(before.problems.isEmpty && before.sequences.count >= 3, "\(before.problems)")

                try await withThrowingTaskGroup(of: Void.self) { group in
                    defer { other.stop() }
                    group.addTask { try await other.follow() }
                    try await deployment.kill(deployment.nodes[1])
                    await #expect(throws: HarnessError.self) { try await lost.client.get(lost.media.text) }
                    try await Self.expectTakenOver(
                        before, at: world.address("live", home, "\(shared[1].stream).m3u8", node: 0), lost.client)
                    try await Task.sleep(for: .seconds(4))
                    other.stop()
                    try await group.waitForAll()
                }
                // INV-BLAST: the stream of the other node is not touched.
                let problems = other.seen.problems.filter { !$0.hasPrefix("HLS-10") } + other.seen.problemsOfMedia()
                #expect(problems.isEmpty && other.seen.gaps.isEmpty, "\(problems) \(other.seen.gaps)")
                try await Self.checkSecondSignal(deployment)
            }
        }

        /// F10: while a first signal lets a node hand over what it runs, a second one ends it at once.
        private static func checkSecondSignal(_ deployment: Deployment) async throws {
            let node = deployment.nodes[0]
            deployment.changes.killed(node)
            // It would hand over in no time.
            try await deployment.servers.postgres.held {
                node.child.send(signal: SIGTERM)
                try await Task.sleep(for: .seconds(1))
                #expect(node.child.isRunning, "F10: it waits for the database")
                node.child.send(signal: SIGTERM)
                #expect(try await node.child.end(within: .seconds(5)) == 130, "F10")
            }
            #expect(node.child.standardError.contains("streav-streaming: ended by a second signal."))
        }

        private static func expectTakenOver(
            _ before: FollowedChannel, at address: String, _ client: RawHTTPClient
        ) async throws {
            let begin = ContinuousClock.now
            var last: RawHTTPResponse?
            let isThere = try await eventually(within: bound) {
                // What sends to the dead node counts as no answer.
                last = try await client.get(address)
                return last?.status == 200
            }
            #expect(isThere, "F09: \(ContinuousClock.now - begin): \(String(describing: last))")
            let follower = try await ChannelFollower(opening: address, client: client)
            let seen = try await follower.follow(for: .seconds(8))
            let first = try #require(seen.playlists.first)
            let highest = try #require(before.sequences.last)
            let discontinuity = try #require(before.ordered.map(\.listed.discontinuitySequence).max())
            #expect(first.mediaSequence > highest, "INV-SEQ")
            #expect(first.discontinuitySequence > discontinuity, "INV-SEQ")
            #expect(first.targetDuration == before.lastPlaylist?.targetDuration, "HLS-07")
            let problems = seen.problems.filter { !$0.hasPrefix("HLS-10") && !$0.hasPrefix("HLS-11") }
            #expect(problems.isEmpty && seen.gaps.isEmpty && seen.sequences.count >= 3, "\(problems)")
        }
    }
}
