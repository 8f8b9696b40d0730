import DatabaseFixtures
import Foundation
import StreavSQL
import StreavStore
import Testing

@testable import StreavCommands

@Suite("What restore refuses")
struct RestoreRefusalTests {
    private static func sample(_ folder: String) async throws -> [UInt8] {
        let path = folder + "/sample"
        try await CommandFixture.with(.sqlite) { fixture in
            try await SampleRows.insert(into: fixture.database)
            try await fixture.done("backup", path)
        }
        return [UInt8](try Data(contentsOf: URL(fileURLWithPath: path)))
    }

    /// Refused, by a sentence, and nothing is there afterwards.
    private static func refuse(
        _ bytes: [UInt8], _ fixture: CommandFixture, _ folder: String, _ what: String
    ) async throws {
        let path = folder + "/hostile"
        try Data(bytes).write(to: URL(fileURLWithPath: path))
        let outcome = await fixture.run(["restore", path])
        #expect(outcome.code == 1, "\(what): \(outcome.output)\(outcome.complaints)")
        #expect(outcome.output.isEmpty)
        #expect(try await fixture.database.read { try $0.dump.firstUsed() } == nil, "\(what)")
        let seeded = try await fixture.database.read { connection in
            try DumpTable.all.filter(\.isSeeded).map { try connection.dump.count($0) }
        }
        #expect(seeded == [1, 3], "\(what)")
    }

    @Test("Cut off anywhere", arguments: TestEngine.available)
    func truncated(_ engine: TestEngine) async throws {
        try await TemporaryFolder.with { folder in
            let whole = try await Self.sample(folder)
            try await CommandFixture.with(engine) { fixture in
                for count in stride(from: 0, to: whole.count, by: whole.count / 40) {
                    try await Self.refuse(Array(whole.prefix(count)), fixture, folder, "the first \(count) bytes")
                }
                try await Self.refuse(Array(whole.dropLast()), fixture, folder, "without the last byte")
            }
        }
    }

    @Test("Altered anywhere", arguments: TestEngine.available)
    func altered(_ engine: TestEngine) async throws {
        try await TemporaryFolder.with { folder in
            let whole = try await Self.sample(folder)
            try await CommandFixture.with(engine) { fixture in
                for place in stride(from: 0, to: whole.count, by: whole.count / 60) {
                    var bytes = whole
                    bytes[place] ^= 1
                    try await Self.refuse(bytes, fixture, folder, "byte \(place)")
                }
                try await Self.refuse(whole + Array("\n".utf8), fixture, folder, "a line more")
                var lines = whole.split(separator: 0x0A).map(Array.init)
                lines.swapAt(5, 6)
                try await Self.refuse(
                    Array(lines.joined(separator: [0x0A])) + [0x0A], fixture, folder, "two rows swapped")
                lines.remove(at: 5)
                try await Self.refuse(Array(lines.joined(separator: [0x0A])) + [0x0A], fixture, folder, "a row less")
            }
        }
    }

    @Test("Of a newer form or schema, with a sentence that says so", arguments: TestEngine.available)
    func newer(_ engine: TestEngine) async throws {
        try await TemporaryFolder.with { folder in
            let text = String(decoding: try await Self.sample(folder), as: UTF8.self)
            let schema = Migration.all.count
            try await CommandFixture.with(engine) { fixture in
                for (old, new, said) in [
                    (#""format":1,"#, #""format":2,"#, "format 2"),
                    (#""schema":\#(schema),"#, #""schema":\#(schema + 1),"#, "schema version \(schema + 1)"),
                ] {
                    #expect(text.contains(old))
                    let path = folder + "/newer"
                    try text.replacingOccurrences(of: old, with: new).write(
                        toFile: path, atomically: true, encoding: .utf8)
                    let outcome = await fixture.run(["restore", path])
                    #expect(outcome.code == 1)
                    #expect(outcome.complaints.contains(said))
                    #expect(try await fixture.database.read { try $0.dump.firstUsed() } == nil)
                }
            }
        }
    }

    @Test("Rubbish, a line without an end, a file that is not there")
    func rubbish() async throws {
        try await TemporaryFolder.with { folder in
            try await CommandFixture.with(.sqlite) { fixture in
                try await Self.refuse(Array("hello\n".utf8), fixture, folder, "hello")
                try await Self.refuse(Array(repeating: 0x41, count: (16 << 20) + 10), fixture, folder, "a long line")
                try await Self.refuse(
                    Array(#"{"kind":"streav-backup","format":1,"schema":12,"tables":[]}"#.utf8) + [0x0A], fixture,
                    folder, "no tables")
                #expect(await fixture.run(["restore", folder + "/none"]).code == 2)
            }
        }
    }

    @Test("A database that is not empty, unless it shall be replaced", arguments: TestEngine.available)
    func used(_ engine: TestEngine) async throws {
        try await TemporaryFolder.with { folder in
            let path = folder + "/sample"
            _ = try await Self.sample(folder)
            try await CommandFixture.with(engine) { fixture in
                try await fixture.done("user", "create", "ada", "--role", "administrator")
                let refused = await fixture.run(["restore", path])
                #expect(refused.code == 1)
                #expect(refused.complaints.contains("--replace"))
                #expect(await fixture.run(["restore", path, "--replace"]).code == 2)
                let declined = await fixture.run(["restore", path, "--replace"], answers: ["no"], isInteractive: true)
                #expect(declined.code == 1)
                #expect(try await fixture.done("user", "show", "ada").object["username"] as? String == "ada")
                try await fixture.done("restore", path, "--replace", "--yes")
                try await fixture.done("backup", folder + "/again")
                let again = try Data(contentsOf: URL(fileURLWithPath: folder + "/again"))
                #expect(try again == Data(contentsOf: URL(fileURLWithPath: path)))
            }
        }
    }

    @Test("--check verifies and changes nothing")
    func check() async throws {
        try await TemporaryFolder.with { folder in
            _ = try await Self.sample(folder)
            try await CommandFixture.with(.sqlite) { fixture in
                let outcome = try await fixture.done("restore", folder + "/sample", "--check").object
                #expect(outcome["isRestored"] as? Bool == false)
                #expect(try await fixture.database.read { try $0.dump.firstUsed() } == nil)
            }
        }
    }
}
