import Foundation
import Testing

extension ProductionFaultTests {
    @Suite("Servers that hold still", .timeLimit(.minutes(6)))
    struct HeldServers {
        /// The time that each of them is held.
        private static let pause: Duration = .seconds(30)

        @Test("F14, F18, F21: PostgreSQL, Redis and RabbitMQ, each held still for half a minute, are lived through")
        func hold() async throws {
            try await FaultCase.run { fault in
                try await Self.database(fault)
                try await Self.cache(fault)
                try await Self.broker(fault)
                try await fault.audience.expectFed(for: .seconds(4), "after all of it")
            }
        }

        private static func database(_ fault: FaultCase) async throws {
            let guest = try await fault.guest("first")
            let stranger = try await fault.world.subscribe("stranger-one", maxConnections: 4)
            let refusals = fault.shop.refusals
            try await fault.deployment.servers.postgres.held {
                let end = ContinuousClock.now + pause
                try await fault.expect("database", false, within: .seconds(15))
                for answer in try await fault.newcomers(stranger) {
                    #expect(answer.status == 503 && answer["Retry-After"] != nil, "who is not known: \(answer)")
                }
                try await fault.audience.expectFed(for: max(.seconds(5), end - .now), "without the database")
                #expect(fault.shop.refusals > refusals, "writes are refused")
            }
            try await fault.expectReconciled(guest)
        }

        private static func cache(_ fault: FaultCase) async throws {
            let guest = try await fault.guest("second")
            let stranger = try await fault.world.subscribe("stranger-two", maxConnections: 4)
            try await fault.deployment.servers.redis.held {
                let end = ContinuousClock.now + pause
                try await fault.expect("cache", false, within: .seconds(15))
                for answer in try await fault.newcomers(stranger) {
                    #expect(answer.status == 200, "by a lease of the node: \(answer)")
                }
                let sold = fault.shop.acknowledged.count
                try await fault.audience.expectFed(for: max(.seconds(5), end - .now), "without the cache")
                #expect(fault.shop.acknowledged.count > sold, "writes are taken without the cache")
            }
            try await fault.expectReconciled(guest)
        }

        private static func broker(_ fault: FaultCase) async throws {
            let guest = try await fault.guest("third")
            let stranger = try await fault.world.subscribe("stranger-three", maxConnections: 4)
            let servers = fault.deployment.servers
            try await servers.rabbit.held {
                let end = ContinuousClock.now + pause
                try await fault.expect("broker", false, within: .seconds(25))
                try await fault.world.change(guest.subscriber, "{\"statusId\":2}")
                let waiting = try await servers.postgres.psql(
                    "SELECT count(*) FROM outbox WHERE published_at IS NULL")
                #expect((Int(waiting) ?? 0) > 0, "events wait in the outbox")
                for answer in try await fault.newcomers(stranger) { #expect(answer.status == 200, "\(answer)") }
                try await fault.audience.expectFed(for: max(.seconds(3), end - .now), "without the broker")
            }
            try await fault.expectReconciled(guest, isDisabled: true)
        }
    }
}
