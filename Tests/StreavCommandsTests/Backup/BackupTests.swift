import DatabaseFixtures
import Foundation
import StreavControl
import StreavDomain
import StreavPorts
import StreavSQL
import StreavStore
import Testing

@testable import StreavCommands

@Suite("Backup and restore")
struct BackupTests {
    static let pairs = TestEngine.available.flatMap { one in TestEngine.available.map { (one, $0) } }

    private static func bytes(_ path: String) throws -> Data { try Data(contentsOf: URL(fileURLWithPath: path)) }

    @Test("From either engine into either, and backed up again: the same bytes", arguments: pairs)
    func roundTrip(_ from: TestEngine, _ to: TestEngine) async throws {
        try await TemporaryFolder.with { folder in
            let (first, second) = (folder + "/first", folder + "/second")
            try await CommandFixture.with(from) { source in
                try await SampleRows.insert(into: source.database)
                let made = try await source.done("backup", first).object
                #expect(made["tables"] as? Int == DumpTable.all.count)
            }
            try await CommandFixture.with(to) { target in
                let restored = try await target.done("restore", first).object
                #expect(restored["isRestored"] as? Bool == true)
                try await target.done("backup", second)
                // Every table had a row.
                let counts = try await target.database.read { connection in
                    try DumpTable.all.map { try connection.dump.count($0) }
                }
                #expect(counts.allSatisfy { $0 > 0 })
            }
            #expect(try Self.bytes(first) == Self.bytes(second))
        }
    }

    @Test("What the platform wrote comes back, and its activity log still holds", arguments: TestEngine.available)
    func lived(_ engine: TestEngine) async throws {
        try await TemporaryFolder.with { folder in
            let path = folder + "/backup"
            let token = try await CommandFixture.with(engine) { source in
                try await source.done("bundle", "create", "All")
                let made = try await source.done("subscriber", "create", "ada", "--bundle", "All").object
                try await source.done("subscriber", "create", "bob")
                try await source.done("subscriber", "delete", "bob", "--yes")
                try await source.done("backup", path)
                return try #require(made["accessToken"] as? String)
            }
            try await CommandFixture.with(engine) { target in
                try await target.done("restore", path)
                #expect(try await target.done("subscriber", "token", "ada").object["accessToken"] as? String == token)
                #expect(try await target.control.verifyActivity() == .intact(entries: 4))
                // Neither the id of the deleted one nor that of any other is given out again.
                let next = try await target.done("subscriber", "create", "cleo").object
                #expect(next["id"] as? Int == 3)
            }
        }
    }

    @Test("More rows than are read and inserted at a time, in the order of their keys", arguments: TestEngine.available)
    func many(_ engine: TestEngine) async throws {
        try await TemporaryFolder.with { folder in
            let (first, second) = (folder + "/first", folder + "/second")
            let count = 2 * BackupFormat.readBatch + 7
            try await CommandFixture.with(engine) { source in
                try await source.database.write { connection in
                    let table = try #require(DumpTable.named("settings"))
                    for number in 0..<count {
                        let row: [SQLValue] = [.text("s\(number)"), .text("v"), .integer(1), .integer(1)]
                        try connection.dump.insert([row], columns: [0, 1, 2, 3], into: table)
                    }
                }
                try await source.done("backup", first)
            }
            try await CommandFixture.with(engine) { target in
                try await target.done("restore", first)
                try await target.done("backup", second)
            }
            #expect(try Self.bytes(first) == Self.bytes(second))
            let lines = try String(contentsOfFile: first, encoding: .utf8).split(separator: "\n")
            #expect(lines.filter { $0.hasPrefix(#"["settings","#) }.count == count)
        }
    }

    @Test("Only its owner may read it, and one that is there is not lost without a question")
    func file() async throws {
        try await TemporaryFolder.with { folder in
            let path = folder + "/backup"
            try await CommandFixture.with(.sqlite) { fixture in
                try await fixture.done("backup", path)
                let mode = try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int
                #expect(mode == 0o600)
                #expect(await fixture.run(["backup", path]).code == 2)
                #expect(await fixture.run(["backup", path, "--yes"]).code == 0)
                let lost = await fixture.run(["backup", folder + "/none/backup"])
                #expect(lost.code == 1)
                #expect(lost.complaints.contains("cannot be written"))
                #expect(try FileManager.default.contentsOfDirectory(atPath: folder) == ["backup"])
            }
        }
    }

    @Test("What is transient stays out", arguments: TestEngine.available)
    func transient(_ engine: TestEngine) async throws {
        try await TemporaryFolder.with { folder in
            let path = folder + "/backup"
            try await CommandFixture.with(engine) { fixture in
                try await SampleRows.insert(into: fixture.database)
                try await fixture.database.write { connection in
                    try connection.outbox.append(
                        eventID: "published", aggregate: "a", type: "t", payload: [1], now: fixture.clock.wallNow)
                    try connection.execute("UPDATE outbox SET published_at = 1 WHERE event_id = 'published'")
                }
                try await fixture.done("backup", path)
                let text = try String(contentsOfFile: path, encoding: .utf8)
                #expect(!text.contains(#""published","#))
                for table in DumpTable.leftOut.keys { #expect(!text.contains("\"\(table)\""), "\(table)") }
            }
        }
    }
}
