import Foundation
import Testing

extension ProductionFaultTests {
    @Suite("A full disk", .timeLimit(.minutes(3)))
    struct FullDisk {
        /// A new database with its write-ahead log, and not much more.
        private static let disk = SmallDisk(megabytes: 192)

        @Test("F17, INV-ACK: PostgreSQL's disk is full: writes are refused, all else goes on, and it heals")
        func full() async throws {
            if let refusal = try await SmallDisk.refusal() {
                try Test.cancel("Nothing may be mounted here: \(refusal)")
            }
            try await FaultCase.run(disk: Self.disk) { fault in
                let postgres = fault.deployment.servers.postgres
                let guest = try await fault.guest("guest-of-honour")
                #expect(try await eventually(within: .seconds(10)) { fault.shop.acknowledged.count > 3 })
                let file = try SmallDisk.fill(postgres.folder)
                defer { try? FileManager.default.removeItem(at: file) }
                let refusals = fault.shop.refusals
                // As soon as a table has to grow.
                let isFull = try await eventually(within: .seconds(45)) { fault.shop.refusals > refusals }
                #expect(isFull, "no write is refused on a full disk")
                let said = try String(contentsOf: postgres.folder.appendingPathComponent("server.log"), encoding: .utf8)
                #expect(said.contains("No space left on device"), "\(said.suffix(2_000))")
                let read = try await fault.world.party.get("/v1/subscribers/\(guest.subscriber.id)")
                #expect(read.status == 200, "\(read.json)")
                try await fault.audience.expectFed(for: .seconds(6), "on a full disk")

                try FileManager.default.removeItem(at: file)
                try await fault.expectReconciled(guest)
                try await fault.audience.expectFed(for: .seconds(4), "after it")
            }
        }
    }
}
