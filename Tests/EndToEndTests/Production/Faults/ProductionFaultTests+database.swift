import Foundation
import Testing

extension ProductionFaultTests {
    @Suite("The database is killed", .timeLimit(.minutes(3)))
    struct DatabaseKilled {
        @Test("F14, INV-ACK: PostgreSQL is killed: who watches watches on, writes are refused, none is lost")
        func kill() async throws {
            try await FaultCase.run { fault in
                let postgres = fault.deployment.servers.postgres
                let guest = try await fault.guest("guest-of-honour")
                let stranger = try await fault.world.subscribe("stranger", maxConnections: 4)
                #expect(try await eventually(within: .seconds(10)) { fault.shop.acknowledged.count > 3 })

                try await postgres.kill()
                await #expect(throws: HarnessError.self) { try await postgres.psql("SELECT 1") }
                try await fault.expect("database", false, within: .seconds(15))
                let answer = try await fault.world.party.get("/v1/subscribers/\(stranger.id)")
                #expect(answer.status == 503 && answer.head["Retry-After"] != nil, "\(answer.head)")
                for answer in try await fault.newcomers(stranger) {
                    #expect(answer.status == 503 && answer["Retry-After"] != nil, "who is not known: \(answer)")
                }
                try await fault.audience.expectFed(for: .seconds(10), "without the database")
                #expect(fault.shop.refusals > 0 && fault.shop.problems.isEmpty, "\(fault.shop.problems)")

                try await postgres.startAgain()
                try await fault.expectReconciled(guest)
                for answer in try await fault.newcomers(stranger) { #expect(answer.status == 200, "\(answer)") }
                try await fault.audience.expectFed(for: .seconds(4), "after it")
            }
        }
    }
}
