import Foundation
import Testing

/// What the tests of faults share: a deployment that is watched and written to, and what must be once it is well again.
struct FaultCase: Sendable {
    /// How long after the end of a fault everything must be as if there had been none.
    static let healing: Duration = .seconds(30)

    let deployment: Deployment
    let world: ProductionWorld
    let audience: Audience
    let shop: Shop

    static func run(disk: SmallDisk? = nil, _ body: (FaultCase) async throws -> Void) async throws {
        try await Deployment.with(disk: disk) { deployment in
            let world = try await ProductionWorld.make(deployment)
            let home = try await world.subscribe("home", maxConnections: Audience.places)
            try await Audience.watch(world, home) { audience in
                let shop = Shop(world, prefix: "sold")
                try await withThrowingTaskGroup(of: Void.self) { group in
                    defer { shop.stop() }
                    group.addTask { try await shop.sell() }
                    try await body(FaultCase(deployment: deployment, world: world, audience: audience, shop: shop))
                    shop.stop()
                    try await group.waitForAll()
                }
                try await expectKept(shop, deployment, world)
            }
        }
    }

    /// INV-ACK: what was acknowledged is there, once, and nothing else.
    private static func expectKept(_ shop: Shop, _ deployment: Deployment, _ world: ProductionWorld) async throws {
        #expect(shop.problems.isEmpty, "\(shop.problems)")
        let rows = try await deployment.servers.postgres.psql(
            "SELECT username || ' ' || id FROM subscribers WHERE username LIKE 'sold%' ORDER BY id")
        let kept = rows.split(separator: "\n").map(String.init).sorted()
        let acknowledged = shop.acknowledged.map { "\($0.key) \($0.value)" }.sorted()
        #expect(acknowledged == kept, "INV-ACK")
        for (name, identifier) in shop.acknowledged.shuffled().prefix(10) {
            let answer = try await world.party.get("/v1/subscribers/\(identifier)")
            #expect(answer.status == 200 && answer["username"] as? String == name, "\(answer.json)")
        }
    }

    /// What the programs say of a backing service.
    func expect(_ name: String, _ isWell: Bool, within limit: Duration) async throws {
        for program in deployment.all {
            // Nobody but what cannot do anything without it goes out of service.
            let isServing = isWell || name != "database" || program.name == "streaming"
            var last: (status: Int, checks: [String: Bool]) = (0, [:])
            let isSo = try await eventually(within: limit) {
                last = try await program.readiness()
                return last.checks[name] == isWell && (last.status == 200) == isServing
            }
            #expect(isSo, "\(program.name) says \(last) where \(name) should be \(isWell)")
        }
    }

    /// Somebody who watches and is to be switched off later.
    func guest(_ name: String) async throws -> Guest {
        let subscriber = try await world.subscribe(name)
        let client = RawHTTPClient(source: "127.0.63.10", userAgent: "Guest/\(name)")
        let connection = try await ProductionWorld.opening(
            world.onAir(subscriber)[0].address, client, within: .seconds(20))
        return Guest(subscriber: subscriber, connection: connection)
    }

    struct Guest: Sendable {
        let subscriber: ProductionWorld.Subscriber
        let connection: RawHTTPConnection
    }

    /// INV-CONV: everything is well, writes are taken and act, nothing waits, and nobody had to do anything for it.
    func expectReconciled(_ guest: Guest, isDisabled: Bool = false) async throws {
        let deadline = ContinuousClock.now + Self.healing
        func left() -> Duration { max(.milliseconds(100), deadline - .now) }
        for name in ["database", "cache", "broker"] { try await expect(name, true, within: left()) }
        let sold = shop.acknowledged.count
        #expect(try await eventually(within: left()) { shop.acknowledged.count > sold + 1 }, "writes are taken again")
        if !isDisabled { try await world.change(guest.subscriber, "{\"statusId\":2}") }
        let isCutOff = try await eventually(within: left()) {
            try await guest.connection.read(atLeast: 1, within: .milliseconds(100)).hasEnded
        }
        #expect(isCutOff, "a change acts within \(Self.healing) of the end")
        guest.connection.close()
        // Of what was written a while ago.
        let old = "SELECT count(*) FROM outbox WHERE published_at IS NULL AND id <= "
        let last = try await deployment.servers.postgres.psql("SELECT max(id) FROM outbox")
        let isEmpty = try await eventually(within: left()) {
            try await deployment.servers.postgres.psql(old + last) == "0"
        }
        #expect(isEmpty, "INV-CONV: events wait in the outbox")
    }

    /// How a device that was not there before is answered by each node.
    func newcomers(_ subscriber: ProductionWorld.Subscriber) async throws -> [RawHTTPResponse] {
        var answers: [RawHTTPResponse] = []
        for node in deployment.nodes.indices {
            let client = RawHTTPClient(
                source: "127.0.64.\(Int.random(in: 2...250))", userAgent: "New/\(node)", patience: .seconds(20))
            answers.append(
                try await client.get(
                    world.address("movie", subscriber, "\(world.movieStream).m3u8", node: node)))
        }
        return answers
    }
}
