import StreavAssembly
import StreavControl
import StreavDomain
import StreavPorts
import StreavStore
import StreavStreaming
import Testing

@testable import StreavSimulation

/// Nodes that cannot reach the control plane: F12, F13, INV-CONV.
@Suite("Nodes that are cut off", .serialized)
struct PartitionTests {
    @Test("F12: a node that is cut off serves on, and its streams start elsewhere; healed, there is one of each again")
    func cutOff() async throws {
        try await FleetPlatform.with(nodes: 2, channels: 4) { platform in
            try await platform.awaitOnAir()
            let viewer = try await platform.subscriber("isolated", connections: 4)
            let own = platform.streams(of: 2)
            let stream = try #require(own.first)
            let hls = try viewer.play(stream)
            #expect(try hls.fetch() == 200)
            let second = try #require(platform.fleet.node(2))
            let healthy = try platform.streams(of: 1).map {
                try #require(platform.fleet.node(1)?.node.channels.channel($0))
            }

            platform.fleet.setCutOff(2, true)
            var last = try hls.reload()
            let isTakenOver = try await eventually(within: .seconds(12)) {
                let reload = try hls.reload()
                #expect(reload.status == 200 && reload.port == second.port, "a viewer of the cut-off node is disturbed")
                #expect(try #require(reload.sequence) >= #require(last.sequence))
                last = reload
                try await Task.sleep(for: .milliseconds(300))
                return own.allSatisfy { platform.fleet.node(1)?.node.channels.channel($0) != nil }
            }
            #expect(isTakenOver)
            // Two publishers, of two generations.
            let generations = platform.fleet.running.compactMap { $0.node.channels.channel(stream)?.plan.generation }
            #expect(Set(generations).count == 2)

            platform.fleet.setCutOff(2, false)
            let isConverged = try await eventually(within: .seconds(20)) {
                let reload = try hls.reload()
                if let sequence = reload.sequence {
                    #expect(sequence >= last.sequence ?? 0, "INV-SEQ")
                    last = reload
                }
                try await Task.sleep(for: .milliseconds(200))
                return platform.streams.allSatisfy { platform.runner(of: $0) != nil } && platform.streams(of: 2) != own
            }
            #expect(isConverged)
            #expect(try hls.reload().status == 200)
            let desired = try await platform.assignments()
            let servers = try await platform.database.read { try $0.servers.all() }
            for assignment in desired {
                let number = try #require(platform.runner(of: assignment.liveStream))
                let server = servers.first { $0.id == assignment.server }
                #expect(server?.details.name == "node-\(number)", "INV-CONV: desired is not actual")
            }
            for channel in healthy { #expect(!channel.isStopped, "a healthy stream was restarted") }
        }
    }

    @Test("A node that is cut off for less than it takes to be missed goes on with every stream it had")
    func brief() async throws {
        try await FleetPlatform.with(nodes: 2, channels: 4) { platform in
            try await platform.awaitOnAir()
            let before = platform.streams(of: 2)
            let channels = before.compactMap { platform.fleet.node(2)?.node.channels.channel($0) }
            platform.fleet.setCutOff(2, true)
            try await Task.sleep(for: .milliseconds(2_500))
            platform.fleet.setCutOff(2, false)
            try await Task.sleep(for: .seconds(3))
            #expect(platform.streams(of: 2) == before)
            #expect(channels.allSatisfy { !$0.isStopped })
        }
    }

    @Test("While the database is away for all, nothing moves, before, during or after")
    func databaseDown() async throws {
        try await FleetPlatform.with(nodes: 2, channels: 4) { platform in
            try await platform.awaitOnAir()
            let revision = try await platform.database.read { try $0.assignments.revision() }
            platform.database.isDown = true
            try await Task.sleep(for: .seconds(9))
            platform.database.isDown = false
            try await Task.sleep(for: .seconds(4))
            #expect(try await platform.database.read { try $0.assignments.revision() } == revision)
            #expect(platform.streams(of: 1).count == 2 && platform.streams(of: 2).count == 2)
        }
    }

    @Test("A disabled server gives its streams away and is given them back when it is active again")
    func disabled() async throws {
        try await FleetPlatform.with(nodes: 2, channels: 4) { platform in
            try await platform.awaitOnAir()
            for (status, expected) in [(ServerStatus.disabled, 0), (.active, 2), (.draining, 0)] {
                try await platform.control.perform(as: TestPlatform.actor) { transaction in
                    guard let server = try transaction.connection.servers.find(name: "node-2") else { return }
                    var details = server.details
                    details.status = status
                    try transaction.servers.update(server.id, details)
                }
                let isDone = try await eventually(within: .seconds(10)) {
                    platform.streams(of: 2).count == expected && platform.streams(of: 1).count == 4 - expected
                }
                #expect(isDone, "\(status)")
            }
            let isClosed = try await eventually(within: .seconds(5)) {
                platform.fleet.node(2)?.node.gatekeeper.isDraining == true
            }
            #expect(isClosed)
        }
    }

    @Test("A second process of a node's name takes over; the first runs nothing any more (F13)")
    func takenName() async throws {
        try await TestPlatform.with(channels: 2) { platform in
            try await platform.awaitOnAir()
            let registration = try await platform.control.perform(as: TestPlatform.actor) {
                try $0.fleet.register(ServerDetails(name: "test", publicURL: "http://127.0.0.1:9"))
            }
            #expect(registration.incarnation == 2)
            let isStanding = try await eventually(within: .seconds(5)) { platform.node.channels.count == 0 }
            #expect(isStanding)
            let viewer = try await platform.subscriber("puzzled")
            #expect(try viewer.open(platform.streams[0]).status == 302, "its viewers are sent to the new one")
            // The other one is not heard of again.
            let isBack = try await eventually(within: .seconds(14)) {
                try viewer.open(platform.streams[0]).status == 200
            }
            #expect(isBack)
        }
    }
}
