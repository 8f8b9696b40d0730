import Foundation
import Testing

/// SIGTERM with viewers connected (F10).
@Suite("Drain")
struct DrainTests {
    @Test("SIGTERM lets go of the viewers and exits with 0 within ten seconds", .timeLimit(.minutes(4)))
    func drains() async throws {
        let simulator = try await SimulatorProcess.start(Self.arguments)
        defer { simulator.kill() }
        let viewers = try await Self.viewers(of: simulator)
        let stream = try #require(simulator.ready.liveStreams.first)
        let follower = try await ChannelFollower(opening: stream.hls)
        _ = try await follower.follow(for: .seconds(2))
        #expect(follower.seen.problems.isEmpty, "\(follower.seen.problems)")

        let begin = ContinuousClock.now
        simulator.child.send(signal: SIGTERM)
        let watching = try await withThrowingTaskGroup(of: Void.self) { group in
            for viewer in viewers { group.addTask { try await viewer.watch() } }
            let isUnready = try await eventually(within: .milliseconds(1500)) {
                // Not ready any more, or not there any more.
                (try? await RawHTTPClient().get("\(simulator.ready.streaming)/readyz").status) != 200
            }
            #expect(isUnready, "F10: readiness is off within a second")
            try await group.waitForAll()
            return viewers.map(\.audit)
        }
        let status = try await simulator.child.end(within: .seconds(10))
        #expect(status == 0, "\(simulator.standardError)")
        #expect(ContinuousClock.now - begin <= .seconds(10))
        #expect(watching.allSatisfy { $0.hasEnded }, "every viewer's socket is closed")
        #expect(watching.allSatisfy { $0.packets.problems.isEmpty }, "what was sent was whole")
        #expect(simulator.events.last?.contains("\"stopped\"") == true)
    }

    @Test("A second signal forces", .timeLimit(.minutes(4)))
    func forces() async throws {
        let simulator = try await SimulatorProcess.start(Self.arguments)
        defer { simulator.kill() }
        let viewers = try await Self.viewers(of: simulator)
        // A request that does not get on: by itself it would hold the drain up for a second.
        let stuck = try await RawHTTPClient(source: "127.0.70.9").connect(to: simulator.ready.streaming)
        defer { stuck.close() }
        _ = try await stuck.exchange(Data("GET /live".utf8), within: .milliseconds(100))
        simulator.child.send(signal: SIGTERM)
        try await Task.sleep(for: .milliseconds(300))
        #expect(simulator.child.isRunning)
        let second = ContinuousClock.now
        simulator.child.send(signal: SIGTERM)
        let status = try await simulator.child.end(within: .seconds(5))
        #expect(status == 130, "a second signal ends it whoever is connected")
        #expect(ContinuousClock.now - second <= .seconds(2))
        for viewer in viewers { viewer.stop() }
    }

    private static let arguments = ["--empty", "--source", "Own=\(Fixtures.clip("test-card"))"]

    private static func viewers(of simulator: SimulatorProcess) async throws -> [EndlessViewer] {
        let stream = try #require(simulator.ready.liveStreams.first)
        var viewers: [EndlessViewer] = []
        for number in 1...8 {
            viewers.append(
                try await EndlessViewer(opening: stream.ts, client: RawHTTPClient(source: "127.0.70.\(number)")))
        }
        return viewers
    }
}
