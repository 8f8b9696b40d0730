import Foundation
import Testing

extension ProductionFaultTests {
    @Suite("A full disk", .timeLimit(.minutes(3)))
    struct FullDisk {
        /// A new database with its write-ahead log, and not much more.
        private static let disk = SmallDisk(megabytes: 192)

        @Test("F17, INV-ACK: PostgreSQL's disk is full: writes are refused, all else goes on, and it heals")
        func full() async throws {
            try await FaultCase.run(disk: Self.disk) { fault in
                let postgres = fault.deployment.servers.postgres
                let guest = try await fault.guest("guest-of-honour")
                let stranger = try await fault.world.subscribe("stranger", maxConnections: 4)
                #expect(try await eventually(within: .seconds(10)) { fault.shop.acknowledged.count > 3 })
                let file = try SmallDisk.fill(postgres.folder)
                defer { try? FileManager.default.removeItem(at: file) }
                let refusals = fault.shop.refusals
                // As soon as a table has to grow.
                let isFull = try await eventually(within: .seconds(45)) { fault.shop.refusals > refusals }
                #expect(isFull, "no write is refused on a full disk")
                let said = try String(contentsOf: postgres.folder.appendingPathComponent("server.log"), encoding: .utf8)
                #expect(said.contains("No space left on device") && !said.contains("PANIC"), "\(said.suffix(2_000))")
                try await fault.expect("database", true, within: .seconds(10))
                let read = try await fault.world.party.get("/v1/subscribers/\(guest.subscriber.id)")
                #expect(read.status == 200, "\(read.json)")
                for answer in try await fault.newcomers(stranger) { #expect(answer.status == 200, "\(answer)") }
                try await fault.audience.expectFed(for: .seconds(6), "on a full disk")

                try FileManager.default.removeItem(at: file)
                try await fault.expectReconciled(guest)
                try await fault.audience.expectFed(for: .seconds(4), "after it")
            }
        }
    }
}
