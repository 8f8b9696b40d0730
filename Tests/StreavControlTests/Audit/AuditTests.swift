import DatabaseFixtures
import Foundation
import StreavControl
import StreavDomain
import StreavSQL
import StreavStore
import Testing

@Suite("The activity log of everything that can be done")
struct AuditTests {
    /// `Type.function` of every public use case, read from the sources: whoever adds one is told that it is not here.
    private static func useCases() throws -> Set<String> {
        let folder = URL(fileURLWithPath: #filePath).resolvingSymlinksInPath().deletingLastPathComponent()
            .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
            .appendingPathComponent("Sources/StreavControl")
        let names = try #require(FileManager.default.enumerator(atPath: folder.path)).compactMap { $0 as? String }
        var found: Set<String> = []
        for name in names where name.hasSuffix(".swift") {
            let text = try String(contentsOf: folder.appendingPathComponent(name), encoding: .utf8)
            var type = ""
            for line in text.split(separator: "\n") {
                if let match = line.firstMatch(of: /^(?:public struct|extension) (\w+Control)\b/) {
                    type = String(match.1)
                } else if line.contains(/^[a-z][a-z ]*(struct|extension|class|enum)\s/) {
                    type = ""
                }
                guard !type.isEmpty, let match = line.firstMatch(of: /^    public func (\w+)\(/) else { continue }
                found.insert("\(type).\(match.1)")
            }
        }
        // What the platform does by itself: not for every beat is there an entry.
        return found.filter { !$0.hasPrefix("FleetControl.") }
    }

    @Test(
        "S54: each use case leaves one entry, by whom and when; a refused one leaves none",
        arguments: TestEngine.available)
    func everyUseCase(_ engine: TestEngine) async throws {
        try await ControlFixture.with(engine) { fixture in
            let recorder = UseCaseRecorder(fixture)
            try await recorder.runAll()
            let all = try Self.useCases()
            #expect(all.count > 30)
            #expect(recorder.covered == all, "Not run: \(all.subtracting(recorder.covered).sorted())")
            let entries = try await fixture.activity()
            #expect(entries.map(\.sequence) == Array(1...Int64(entries.count)))
            let verdict = try await fixture.plane.verifyActivity()
            #expect(verdict == .intact(entries: Int64(entries.count)))
        }
    }

    @Test(
        "S54: no entry holds a password, a token, a secret or a source's credentials", arguments: TestEngine.available)
    func noSecrets(_ engine: TestEngine) async throws {
        try await ControlFixture.with(engine) { fixture in
            let recorder = UseCaseRecorder(fixture)
            try await recorder.runAll()
            let text = try await fixture.activity().map { "\($0)" }.joined(separator: "\n")
            #expect(recorder.secrets.count == 6 && recorder.secrets.allSatisfy { $0.count >= 16 })
            for secret in recorder.secrets { #expect(!text.contains(secret)) }
            // Nor what they are kept as.
            for mark in ["$scrypt", "secretHash", "passwordHash", "accessToken\""] { #expect(!text.contains(mark)) }
        }
    }

    /// What somebody with the database alone might do to one entry.
    private static let changes: [(name: String, sql: SQL, broken: Int64)] = [
        ("the actor", "UPDATE activity SET actor_name = 'other' WHERE sequence = 3", 3),
        ("the actor's kind", "UPDATE activity SET actor_kind = 3 WHERE sequence = 3", 3),
        ("the address", "UPDATE activity SET address = '198.51.100.9' WHERE sequence = 3", 3),
        ("the time", "UPDATE activity SET occurred_at = occurred_at - 1 WHERE sequence = 3", 3),
        ("the action", "UPDATE activity SET action = 'user.update' WHERE sequence = 3", 3),
        ("the resource", "UPDATE activity SET resource = 'bundle' WHERE sequence = 3", 3),
        ("whose it is", "UPDATE activity SET resource_id = '99' WHERE sequence = 3", 3),
        ("its name", "UPDATE activity SET resource_name = NULL WHERE sequence = 3", 3),
        ("what it was", "UPDATE activity SET before = '{}' WHERE sequence = 3", 3),
        ("what it became", "UPDATE activity SET after = '{}' WHERE sequence = 3", 3),
        ("an entry that is gone", "DELETE FROM activity WHERE sequence = 3", 3),
        ("the first that is gone", "DELETE FROM activity WHERE sequence = 1", 1),
    ]

    @Test("S54: whatever of an entry is changed is found, and so is one that is gone", arguments: TestEngine.available)
    func tampering(_ engine: TestEngine) async throws {
        for change in Self.changes {
            try await ControlFixture.with(engine) { fixture in
                try await Self.fill(fixture)
                let sql = change.sql
                try await fixture.database.write { try $0.execute(sql) }
                let verdict = try await fixture.plane.verifyActivity()
                #expect(verdict == .broken(sequence: change.broken), "\(change.name)")
            }
        }
    }

    @Test("S54: entries that change places are found", arguments: TestEngine.available)
    func reordering(_ engine: TestEngine) async throws {
        try await ControlFixture.with(engine) { fixture in
            try await Self.fill(fixture)
            try await fixture.database.write { connection in
                try connection.execute("UPDATE activity SET sequence = 100 WHERE sequence = 2")
                try connection.execute("UPDATE activity SET sequence = 2 WHERE sequence = 4")
                try connection.execute("UPDATE activity SET sequence = 4 WHERE sequence = 100")
            }
            let verdict = try await fixture.plane.verifyActivity()
            #expect(verdict == .broken(sequence: 2))
        }
    }

    private static func fill(_ fixture: ControlFixture) async throws {
        for number in 1...5 {
            try await fixture.perform { _ = try $0.categories.create(CategoryDetails(name: "Category \(number)")) }
        }
    }
}
