import StreavAssembly
import StreavControl
import StreavDomain
import StreavPorts
import StreavStore
import StreavStreaming
import Testing

@testable import StreavSimulation

/// Several nodes as players see them: F08, F09, F10, F12, INV-SEQ, INV-CONN.
@Suite("Several nodes", .serialized)
struct FleetTests {
    /// TD of the clips, in seconds.
    private static let target = 4

    @Test("The nodes share the streams, and a player that asks the wrong one is sent to the right one")
    func sharing() async throws {
        try await FleetPlatform.with(nodes: 2, channels: 4) { platform in
            try await platform.awaitOnAir()
            #expect(platform.streams(of: 1).count == 2 && platform.streams(of: 2).count == 2)
            let viewer = try await platform.subscriber("traveller", connections: 8)
            var sockets: [SocketViewer] = []
            for (index, stream) in platform.streams.enumerated() {
                let hls = try viewer.play(stream, from: "127.0.0.\(index + 1)")
                #expect(try hls.reload().status == 200)
                #expect(try hls.fetch() == 200)
                let number = try #require(platform.runner(of: stream))
                #expect(hls.port == platform.fleet.node(number)?.port)
                #expect(hls.redirects == (number == 1 ? 0 : 1))
                let socket = try viewer.watch(stream, from: "127.0.1.\(index + 1)")
                #expect(socket.isAdmitted)
                #expect(socket.read(for: .milliseconds(500)) > 0)
                sockets.append(socket)
            }
            #expect(platform.fleet.sessions().count == 8)
            withExtendedLifetime(sockets) {}
        }
    }

    @Test("INV-CONN c: with one place, zaps a second to and fro between nodes are never refused")
    func zapping() async throws {
        try await FleetPlatform.with(nodes: 2, channels: 4) { platform in
            try await platform.awaitOnAir()
            let viewer = try await platform.subscriber("zapper", connections: 1)
            let (here, there) = (platform.streams(of: 1), platform.streams(of: 2))
            for zap in 0..<12 {
                let stream = zap % 2 == 0 ? here[zap / 2 % 2] : there[zap / 2 % 2]
                let hls = try viewer.play(stream)
                #expect(try hls.fetch() == 200)
                #expect(try await platform.leases(of: viewer) == [hls.session])
                try await Task.sleep(for: .milliseconds(900))
            }
            // Sockets too: the old one is closed.
            var last: SocketViewer?
            for zap in 0..<6 {
                let socket = try viewer.watch(zap % 2 == 0 ? there[0] : here[0])
                #expect(socket.isAdmitted, "zap \(zap): \(socket.code ?? "")")
                #expect(socket.read(for: .milliseconds(300)) > 0)
                if let last { #expect(last.awaitEnd(within: .seconds(1)) != nil, "zap \(zap)") }
                last = socket
            }
            #expect(try await platform.leases(of: viewer).count == 1)
        }
    }

    @Test("INV-CONN a: of forty openings at two nodes at once exactly the limit is admitted")
    func exactLimit() async throws {
        try await FleetPlatform.with(nodes: 2, channels: 4) { platform in
            try await platform.awaitOnAir()
            let viewer = try await platform.subscriber("crowd", connections: 5)
            let streams = platform.streams
            let statuses = try await withThrowingTaskGroup(of: Int.self) { group in
                for index in 0..<40 {
                    group.addTask(executorPreference: BlockingExecutor.shared) {
                        do {
                            _ = try viewer.play(streams[index % streams.count], from: "127.0.7.\(index + 1)")
                            return 200
                        } catch let error as RoamingViewer.NotOpened {
                            return error.status
                        }
                    }
                }
                return try await group.reduce(into: [Int]()) { $0.append($1) }
            }
            #expect(statuses.count { $0 == 200 } == 5)
            #expect(statuses.count { $0 == 403 } == 35)
            #expect(try await platform.leases(of: viewer).count == 5)
        }
    }

    @Test("F09: a killed node's streams go on at the other within 3 H + 1 TD, numbers rise, and viewers follow")
    func death() async throws {
        try await FleetPlatform.with(nodes: 2, channels: 4) { platform in
            try await platform.awaitOnAir()
            let viewer = try await platform.subscriber("survivor", connections: 1)
            let stream = try #require(platform.streams(of: 2).first)
            let stays = try #require(platform.streams(of: 1).first)
            let untouched = try #require(platform.fleet.node(1)?.node.channels.channel(stays))
            let hls = try viewer.play(stream)
            var before = try hls.reload()
            #expect(try hls.fetch() == 200)

            await platform.fleet.kill(2)
            #expect(platform.fleet.node(2) == nil)
            let killed = ContinuousClock.now
            var after: RoamingViewer.Reload?
            // 3 H, a round, a target duration, and what a busy machine adds.
            let limit = Duration.seconds(6 + 1 + Self.target + 4)
            let isBack = try await eventually(within: limit) {
                do {
                    let reload = try hls.reload()
                    guard reload.status == 200, reload.sequence != nil else { return false }
                    after = reload
                    return true
                } catch is Loopback.Failure {
                    return false
                } catch is RoamingViewer.NotOpened {
                    return false
                }
            }
            #expect(isBack, "not back after \(ContinuousClock.now - killed)")
            let back = try #require(after)
            #expect(back.port == platform.fleet.node(1)?.port)
            #expect(try #require(back.sequence) > #require(before.newest), "INV-SEQ")
            #expect(try hls.fetch() == 200)
            #expect(
                platform.fleet.node(1)?.node.channels.channel(stays) === untouched, "a healthy stream was restarted")
            for _ in 0..<6 {
                before = back
                let next = try hls.reload()
                #expect(try #require(next.sequence) >= #require(before.sequence))
                try await Task.sleep(for: .milliseconds(500))
            }
        }
    }

    @Test("A node that comes back is filled gently: what is watched stays where it is")
    func comeback() async throws {
        try await FleetPlatform.with(nodes: 2, channels: 4) { platform in
            try await platform.awaitOnAir()
            await platform.fleet.kill(2)
            let isAlone = try await eventually(within: .seconds(12)) { platform.streams(of: 1).count == 4 }
            #expect(isAlone)
            try await platform.awaitOnAir()
            let viewer = try await platform.subscriber("settled", connections: 4)
            let watched = Array(platform.streams.prefix(2))
            let players = try watched.enumerated().map { try viewer.play($1, from: "127.0.0.\($0 + 1)") }
            let channels = watched.compactMap { platform.fleet.node(1)?.node.channels.channel($0) }
            // A heartbeat, by which the node says what is watched.
            try await Task.sleep(for: .milliseconds(2_500))
            try await platform.fleet.start(2)
            let isShared = try await eventually(within: .seconds(15)) {
                for player in players { #expect(try player.reload().status == 200) }
                try await Task.sleep(for: .milliseconds(300))
                return platform.streams(of: 2).count == 2
            }
            #expect(isShared)
            #expect(platform.streams(of: 1) == watched)
            for (stream, channel) in zip(watched, channels) {
                #expect(platform.fleet.node(1)?.node.channels.channel(stream) === channel)
            }
            #expect(players.allSatisfy { $0.redirects == 0 })
        }
    }

    @Test("F10: a drained node hands over: no player is refused, numbers rise, endless streams reconnect once")
    func drain() async throws {
        try await FleetPlatform.with(nodes: 2, channels: 4) { platform in
            try await platform.awaitOnAir()
            let viewer = try await platform.subscriber("drained", connections: 2)
            let stream = try #require(platform.streams(of: 2).first)
            let hls = try viewer.play(stream, from: "127.0.0.1")
            #expect(try hls.fetch() == 200)
            let first = try hls.reload()
            let socket = try viewer.watch(stream, from: "127.0.0.2")
            #expect(socket.read(for: .milliseconds(300)) > 0)
            let fleet = platform.fleet
            try await withThrowingTaskGroup(of: Void.self) { group in
                group.addTask { await fleet.drain(2) }
                #expect(socket.awaitEnd(within: .seconds(3)) != nil)
                let again = try viewer.watch(stream, from: "127.0.0.2")
                #expect(again.isAdmitted, "\(again.code ?? "")")
                #expect(again.read(for: .seconds(3)) > 0)
                var last = first
                for _ in 0..<12 {
                    let reload = try hls.reload()
                    #expect(reload.status == 200)
                    #expect(try #require(reload.sequence) >= #require(last.sequence))
                    last = reload
                    try await Task.sleep(for: .milliseconds(500))
                }
                #expect(last.port == fleet.node(1)?.port)
                #expect(try #require(last.sequence) > #require(first.newest), "INV-SEQ")
                #expect(hls.reopenings == 0 && hls.redirects == 2)
                try await group.waitForAll()
            }
            #expect(fleet.node(2) == nil)
            #expect(try await platform.leases(of: viewer).count == 2)
            #expect(platform.streams(of: 1).count == 4)
        }
    }
}
