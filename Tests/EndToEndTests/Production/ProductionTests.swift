import Foundation
import Testing

/// The programs of a deployment as processes of their own, on a real PostgreSQL, Redis and RabbitMQ, with two
/// streaming nodes.
@Suite("Production", .serialized, .timeLimit(.minutes(5)))
struct ProductionTests {
    /// What a busy machine adds to a bound.
    private static let margin: Duration = .milliseconds(1_500)
    /// H of INV-EXP: how late a running session may end.
    private static let bound: Duration = .seconds(2)

    @Test("INV-EXP, S43: a deployment is watched through either node, keeps its limits across them, and ends with 0")
    func deployment() async throws {
        try await Deployment.with { deployment in
            try await Self.checkHealth(deployment)
            let world = try await ProductionWorld.make(deployment)
            let home = try await world.subscribe("home")
            let shared = try await world.onAir(home)
            try await Self.watch(world, home)
            try await Self.checkLimit(shared)
            try await Self.checkDisabling(world, home, at: shared[1].address)
            try await Self.checkExpiry(world, home, at: shared[0].address)
            for program in deployment.all {
                let said = program.child.standardError + String(decoding: program.child.standardOutput, as: UTF8.self)
                for secret in [deployment.secret, home.accessToken] {
                    #expect(!said.contains(secret), "S41: a secret in what \(program.name) says")
                }
                for line in program.child.standardError.split(separator: "\n") {
                    #expect(line.hasPrefix("{") && line.hasSuffix("}"), "\(program.name): \(line)")
                }
            }
        }
    }

    private static func checkHealth(_ deployment: Deployment) async throws {
        for program in deployment.all {
            let (status, checks) = try await program.readiness()
            #expect(status == 200, "\(program.name): \(checks)")
            #expect(Set(checks.keys).isSuperset(of: ["database", "cache", "broker"]), "\(program.name)")
            #expect(try await RawHTTPClient().get("\(program.url)/healthz").status == 200)
            #expect(try await RawHTTPClient().get("\(program.url)/metrics").status == 200)
        }
        // The dashboard waits for its first user; nothing of the simulator's landing page is there (S52).
        let front = try await RawHTTPClient().get("\(deployment.management.url)/")
        #expect(front.status == 303 && front["location"] == "/setup")
        #expect(try await RawHTTPClient().get("\(deployment.management.url)/streams.json").status == 404)
    }

    /// A channel of each node and a film, through either of them.
    private static func watch(_ world: ProductionWorld, _ home: ProductionWorld.Subscriber) async throws {
        let stream = world.liveStreams[0]
        let film = Fixtures.folder.appendingPathComponent(ProductionWorld.film).path
        let length = try await duration(film)
        for node in world.deployment.nodes.indices {
            for tail in ["\(stream).m3u8", "\(stream).ts"] {
                let outcome = try await Players.ffmpeg(world.address("live", home, tail, node: node), seconds: 3)
                #expect(outcome.status == 0, "\(tail) through node \(node): \(outcome.standardError)")
                #expect(outcome.output.contains("progress=end") && !outcome.output.contains("frame=0\n"))
            }
            for tail in ["\(world.movieStream).m3u8", "\(world.movieStream).mp4"] {
                let seen = try await duration(world.address("movie", home, tail, node: node))
                #expect(abs(seen - length) <= 0.1, "\(tail) through node \(node): \(seen) of \(length)")
            }
        }
    }

    private static func duration(_ address: String) async throws -> Double {
        let lines = try await Players.probe(address, show: "duration", of: "format")
        return try #require(lines.first.flatMap { Double($0) })
    }

    /// One connection is one connection, wherever it is.
    private static func checkLimit(_ shared: [(stream: Int32, address: String)]) async throws {
        let living = RawHTTPClient(source: "127.0.60.1", userAgent: "Living/1.0")
        let kitchen = RawHTTPClient(source: "127.0.60.2", userAgent: "Kitchen/1.0")
        // ffmpeg's place is free again after a while.
        let first = try await ProductionWorld.opening(shared[0].address, living, within: .seconds(20))
        let piece = try await first.read(atLeast: 188 * 100, within: .seconds(10))
        #expect(piece.bytes.count >= 188 * 100, "the first is fed")

        let refused = try await kitchen.open(shared[1].address)
        #expect(refused.head["Streav-Denial"] == "connection_limit", "\(refused.head)")
        refused.connection.close()
        #expect(try await !first.read(atLeast: 188, within: .seconds(5)).hasEnded, "the first is not disturbed")

        first.close()
        try await ProductionWorld.opening(shared[1].address, kitchen, within: .seconds(5)).close()
    }

    /// Opens an endless stream as soon as there is a place, watches it, and does something meanwhile.
    ///
    /// - Returns: How long after `act` returned it ended; nil where it did not within `limit`.
    private static func end(
        of address: String, within limit: Duration, after act: () async throws -> Void
    ) async throws -> Duration? {
        let client = RawHTTPClient(source: "127.0.60.3", userAgent: "Den/1.0")
        let connection = try await ProductionWorld.opening(address, client, within: .seconds(20))
        defer { connection.close() }
        #expect(try await connection.read(atLeast: 188 * 100, within: .seconds(10)).bytes.count >= 188 * 100)
        try await act()
        let begin = ContinuousClock.now
        while ContinuousClock.now - begin < limit {
            let piece = try await connection.read(atLeast: 1, within: .milliseconds(100))
            if piece.hasEnded { return ContinuousClock.now - begin }
        }
        return nil
    }

    private static func checkDisabling(
        _ world: ProductionWorld, _ home: ProductionWorld.Subscriber, at address: String
    ) async throws {
        let end = try await end(of: address, within: .seconds(10)) { try await world.change(home, "{\"statusId\":2}") }
        let after = try #require(end, "INV-EXP: a disabled subscriber goes on watching")
        #expect(after <= bound + margin, "INV-EXP: cut off after \(after)")
        for node in world.deployment.nodes.indices {
            let answer = try await RawHTTPClient(source: "127.0.60.4").get(
                world.address("live", home, "\(world.liveStreams[0]).m3u8", node: node))
            #expect(answer.denialCode == "subscriber_disabled", "\(answer)")
        }
        try await world.change(home, "{\"statusId\":1}")
    }

    private static func checkExpiry(
        _ world: ProductionWorld, _ home: ProductionWorld.Subscriber, at address: String
    ) async throws {
        // Ahead by more than the change takes to arrive.
        let lead = 5.0
        var expiry = Date.distantFuture
        let end = try await end(of: address, within: .seconds(20)) {
            expiry = Date(timeIntervalSinceNow: lead)
            try await world.change(home, "{\"expiresAt\":\"\(text(expiry))\"}")
        }
        #expect(end != nil, "INV-EXP: an expired subscriber goes on watching")
        let late = -expiry.timeIntervalSinceNow
        #expect(late > -0.1, "cut off \(-late) s before the expiry")
        #expect(.seconds(late) <= bound + margin, "INV-EXP: cut off \(late) s after the expiry")
        let refused = try await RawHTTPClient(source: "127.0.60.5").get(
            world.address("live", home, "\(world.liveStreams[0]).m3u8", node: 0))
        #expect(refused.denialCode == "subscriber_expired", "\(refused)")
    }

    private static func text(_ date: Date) -> String {
        date.formatted(Date.ISO8601FormatStyle(includingFractionalSeconds: true))
    }

    @Test("Who watches goes on without the cache and the broker; what is written meanwhile acts afterwards")
    func outages() async throws {
        try await Deployment.with { deployment in
            let world = try await ProductionWorld.make(deployment)
            let home = try await world.subscribe("home", maxConnections: 5)
            let other = try await world.subscribe("other", maxConnections: 5)
            let shared = try await world.onAir(home)
            let viewers = try await Self.viewers(shared.map(\.address))
            let spare = try await ProductionWorld.opening(
                world.address("live", other, "\(shared[0].stream).ts", node: 0),
                RawHTTPClient(source: "127.0.61.1", userAgent: "Other/1.0"), within: .seconds(20))
            defer { spare.close() }
            try await withThrowingTaskGroup(of: Void.self) { group in
                // Whatever fails: the group waits for them.
                defer { for viewer in viewers { viewer.stop() } }
                for viewer in viewers { group.addTask { try await viewer.watch() } }
                try await Self.breakCache(deployment, viewers)
                try await Self.breakBroker(deployment, viewers) {
                    try await world.change(other, "{\"statusId\":2}")
                }
                let isCutOff = try await eventually(within: .seconds(30)) {
                    try await spare.read(atLeast: 1, within: .milliseconds(100)).hasEnded
                }
                #expect(isCutOff, "what was written during the outage acts within 30 s of its end")
                for viewer in viewers { viewer.stop() }
                try await group.waitForAll()
            }
            for viewer in viewers {
                #expect(!viewer.audit.hasEnded && viewer.audit.problems.isEmpty, "\(viewer.audit.problems)")
                #expect(viewer.audit.packets.problems.isEmpty, "\(viewer.audit.packets.problems)")
            }
        }
    }

    private static func viewers(_ addresses: [String]) async throws -> [EndlessViewer] {
        var viewers: [EndlessViewer] = []
        for (number, address) in addresses.enumerated() {
            let client = RawHTTPClient(source: "127.0.61.\(number + 10)", userAgent: "Viewer/\(number)")
            // On air by now, or the opening fails.
            try await ProductionWorld.opening(address, client, within: .seconds(20)).close()
            viewers.append(try await EndlessViewer(opening: address, client: client))
        }
        return viewers
    }

    /// Bytes go on coming for some seconds.
    private static func expectFed(_ viewers: [EndlessViewer], for time: Duration, _ when: Comment) async throws {
        let before = viewers.map(\.audit.byteCount)
        try await Task.sleep(for: time)
        for (viewer, count) in zip(viewers, before) {
            #expect(viewer.audit.byteCount > count + 188 * 100 && !viewer.audit.hasEnded, when)
        }
    }

    private static func expect(
        _ name: String, _ isWell: Bool, of programs: [ProgramProcess], within limit: Duration
    ) async throws {
        for program in programs {
            var last: [String: Bool] = [:]
            let isSo = try await eventually(within: limit) {
                let (status, checks) = try await program.readiness()
                last = checks
                // Either is worked without, if not as well.
                return checks[name] == isWell && status == 200
            }
            #expect(isSo, "\(program.name) says \(last) where \(name) should be \(isWell)")
        }
    }

    private static func breakCache(_ deployment: Deployment, _ viewers: [EndlessViewer]) async throws {
        try await deployment.servers.redis.kill()
        try await expect("cache", false, of: deployment.all, within: .seconds(10))
        try await expectFed(viewers, for: .seconds(6), "without the cache")
        try await deployment.servers.redis.startAgain()
        try await expect("cache", true, of: deployment.all, within: .seconds(30))
    }

    private static func breakBroker(
        _ deployment: Deployment, _ viewers: [EndlessViewer], _ write: () async throws -> Void
    ) async throws {
        try await deployment.servers.rabbit.kill()
        try await expect("broker", false, of: deployment.all, within: .seconds(20))
        try await write()
        try await expectFed(viewers, for: .seconds(4), "without the broker")
        try await deployment.servers.rabbit.startAgain()
        try await expect("broker", true, of: deployment.all, within: .seconds(30))
        try await expectFed(viewers, for: .seconds(4), "after it")
    }
}
