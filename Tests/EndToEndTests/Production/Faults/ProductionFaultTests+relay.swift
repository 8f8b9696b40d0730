import Foundation
import StreavPorts
import Testing

extension ProductionFaultTests {
    /// The outbox row of one event is locked by the test from the moment that RabbitMQ is held until the relay's
    /// programs are dead, so the relay publishes it, has it confirmed, and dies waiting to mark it.
    @Suite("The relay is killed", .timeLimit(.minutes(3)))
    struct RelayKilled {
        private static let holder = "streav-test-holder"

        @Test("F23, INV-EVT: killed between publishing and marking, the relay's successor publishes it again")
        func kill() async throws {
            try await Deployment.with { deployment in
                let world = try await ProductionWorld.make(deployment)
                let home = try await world.subscribe("home", maxConnections: 2)
                let shared = try await world.onAir(home)
                let client = RawHTTPClient(source: "127.0.66.1", userAgent: "Home/1.0")
                let connection = try await ProductionWorld.opening(shared[0].address, client, within: .seconds(20))
                let tap = try EventTap(deployment)
                try await tap.listen()
                try await withThrowingTaskGroup(of: Void.self) { group in
                    defer { group.cancelAll() }
                    group.addTask { await tap.hear() }
                    let event = try await Self.killBetween(deployment, world, home, tap)
                    let isCutOff = try await eventually(within: .seconds(15)) {
                        try await connection.read(atLeast: 1, within: .milliseconds(100)).hasEnded
                    }
                    #expect(isCutOff, "the first delivery acts")
                    connection.close()
                    try await Self.expectRepeated(event, deployment, world, home, tap, at: shared[0].address)
                }
                await tap.close()
            }
        }

        /// - Returns: The id of the event that is published and not marked.
        private static func killBetween(
            _ deployment: Deployment, _ world: ProductionWorld, _ home: ProductionWorld.Subscriber, _ tap: EventTap
        ) async throws -> String {
            let postgres = deployment.servers.postgres
            let (event, lock) = try await deployment.servers.rabbit.held {
                try await world.change(home, "{\"statusId\":2}")
                let event = try await postgres.psql(
                    "SELECT event_id FROM outbox WHERE published_at IS NULL AND aggregate = 'subscriber/\(home.id)'")
                #expect(!event.isEmpty && !event.contains("\n"), "the relay cannot publish: \(event)")
                let lock = try postgres.startPSQL(
                    """
                    SET application_name = '\(holder)'; BEGIN;
                    SELECT id FROM outbox WHERE event_id = '\(event)' FOR UPDATE; SELECT pg_sleep(120)
                    """)
                let isLocked = try await eventually(within: .seconds(5)) {
                    try await postgres.psql(
                        """
                        SELECT count(*) FROM pg_stat_activity
                        WHERE application_name = '\(holder)' AND wait_event = 'PgSleep'
                        """) == "1"
                }
                #expect(isLocked)
                #expect(!tap.messages.contains { $0.id == event })
                return (event, lock)
            }
            defer { lock.send(signal: SIGKILL) }
            // Somebody waits to mark it: so it was confirmed.
            let isWaiting = try await eventually(within: .seconds(20)) {
                let waiting = try await postgres.psql(
                    """
                    SELECT count(*) FROM pg_stat_activity
                    WHERE wait_event_type = 'Lock' AND query LIKE 'UPDATE outbox SET published_at%'
                    """)
                return waiting != "0" && tap.messages.contains { $0.id == event }
            }
            #expect(isWaiting, "the relay has the confirmation and waits for the row")
            // Whichever of them had the relay's lease.
            try await deployment.kill(deployment.management)
            try await deployment.kill(deployment.api)
            try await postgres.psql(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = '\(holder)'")
            // What the dead ones have in the server gets its lock now, and finds that nobody is there to commit.
            let isOver = try await eventually(within: .seconds(10)) {
                try await postgres.psql("SELECT count(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock'") == "0"
            }
            #expect(isOver)
            let left = try await postgres.psql(
                "SELECT count(*) FROM outbox WHERE published_at IS NULL AND event_id = '\(event)'")
            #expect(left == "1", "it is not marked")
            return event
        }

        private static func expectRepeated(
            _ event: String, _ deployment: Deployment, _ world: ProductionWorld, _ home: ProductionWorld.Subscriber,
            _ tap: EventTap, at address: String
        ) async throws {
            let first = tap.messages.filter { $0.id == event }.count
            // Only the API is back: the relay of a program that is to come publishes what waits.
            try await deployment.startAPIAgain()
            let isRepeated = try await eventually(within: .seconds(40)) {
                tap.messages.filter { $0.id == event }.count > first
            }
            #expect(isRepeated, "INV-EVT: published at least once, and again where nobody knows")
            let isMarked = try await eventually(within: .seconds(10)) {
                try await deployment.servers.postgres.psql(
                    "SELECT count(*) FROM outbox WHERE published_at IS NULL") == "0"
            }
            #expect(isMarked, "INV-CONV")
            let same = tap.messages.filter { $0.id == event }
            #expect(Set(same.map(\.body)).count == 1, "the same event, byte for byte")

            // Its effect is that of the state, however often it comes: whoever is enabled again watches on.
            try await world.change(home, "{\"statusId\":1}")
            let client = RawHTTPClient(source: "127.0.66.2", userAgent: "Home/2.0")
            let connection = try await ProductionWorld.opening(address, client, within: .seconds(20))
            defer { connection.close() }
            try await tap.publishAgain(event)
            let end = ContinuousClock.now + .seconds(4)
            while ContinuousClock.now < end {
                let piece = try await connection.read(atLeast: 188, within: .seconds(3))
                #expect(!piece.hasEnded, "INV-EVT: an old event acts again")
                if piece.hasEnded { break }
            }
            try await deployment.startManagementAgain()
        }
    }
}
