import Foundation
import StreavCommands
import Synchronization
import Testing

@testable import StreavRuntime

@Suite("streav-cli on its settings")
struct OperatorProgramTests {
    private final class Terminal: CommandTerminal {
        private let texts = Mutex((output: "", complaints: ""))
        let isInteractive = false
        func write(_ text: String) { texts.withLock { $0.output += text } }
        func complain(_ text: String) { texts.withLock { $0.complaints += text } }
        func readLine(_ prompt: String, isSecret: Bool) -> String? { nil }
        var output: String { texts.withLock { $0.output } }
        var complaints: String { texts.withLock { $0.complaints } }
    }

    private struct Outcome {
        let code: Int32
        let output: String
        let complaints: String

        var items: [[String: Any]] {
            get throws {
                let read = try JSONSerialization.jsonObject(with: Data(output.utf8)) as? [String: Any]
                return try #require(read?["items"] as? [[String: Any]])
            }
        }
    }

    private func run(_ arguments: [String], _ environment: [String: String]) async -> Outcome {
        let terminal = Terminal()
        let code = await OperatorProgram.run(arguments, environment: environment, terminal: terminal)
        return Outcome(code: code, output: terminal.output, complaints: terminal.complaints)
    }

    private func withFolder<Result>(_ body: (String) async throws -> Result) async throws -> Result {
        let folder = FileManager.default.temporaryDirectory
            .appendingPathComponent("streav-operator-\(UInt64.random(in: 0...UInt64.max))")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        return try await body(folder.path)
    }

    @Test("A database in a file: made by migrate, for its owner alone, and by nothing else")
    func file() async throws {
        try await withFolder { folder in
            let path = folder + "/streav.sqlite"
            let environment = ["STREAV_DATABASE_URL": "sqlite:\(path)", "STREAV_SECRET_KEY": Given.secret]
            let early = await run(["user", "list"], environment)
            #expect(early.code == 15 && early.complaints.contains("streav-cli migrate"))
            #expect(!FileManager.default.fileExists(atPath: path))
            #expect(await run(["migrate"], environment).code == 0)
            let mode = try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int
            #expect(mode == 0o600)
            #expect(await run(["user", "create", "ada", "--role", "administrator"], environment).code == 0)
            #expect(await run(["user", "list"], environment).output.contains("ada"))
            #expect(await run(["subscriber", "create", "bob"], environment).code == 0)
            let status = await run(["status"], environment)
            #expect(status.code == 0 && status.output.contains("3."), "\(status.output)")
            // Reading needs no key, and writing does.
            let keyless = ["STREAV_DATABASE_URL": "sqlite:\(path)"]
            #expect(await run(["user", "list"], keyless).code == 0)
            let refused = await run(["subscriber", "create", "eve"], keyless)
            #expect(refused.code == 2 && refused.complaints.contains("STREAV_SECRET_KEY"))
        }
    }

    @Test("A simulator's folder: its database and its key")
    func folder() async throws {
        try await withFolder { folder in
            let none = await run(["status", "--data", folder], [:])
            #expect(none.code == 15)
            let path = folder + "/streav.sqlite"
            #expect(await run(["migrate"], ["STREAV_DATABASE_URL": "sqlite:\(path)"]).code == 0)
            let keyless = await run(["user", "list", "--data", folder], [:])
            #expect(keyless.code == 15 && keyless.complaints.contains("secret.key"))
            try Data([UInt8](1...32)).write(to: URL(fileURLWithPath: folder + "/secret.key"))
            #expect(await run(["subscriber", "create", "ada", "--data", folder], [:]).code == 0)
            #expect(await run(["subscriber", "token", "ada", "--data", folder], [:]).code == 0)
            // A cache in a process is out of reach.
            #expect(await run(["cache", "flush", "--yes", "--data", folder], [:]).code == 1)
            let settings = try await run(["config", "--data", folder, "--output", "json"], [:]).items
            #expect(settings.map { $0["origin"] as? String } == ["folder", "folder"])
        }
    }

    @Test("config shows what is set and from where, and no secret")
    func config() async throws {
        var environment = Given.environment
        environment["STREAV_LOG_LEVEL"] = "debug"
        let outcome = await run(["config", "--output", "json"], environment)
        #expect(outcome.code == 0, "\(outcome.output)")
        #expect(!outcome.output.contains(Given.password) && !outcome.output.contains(Given.secret))
        let items = try outcome.items
        #expect(items.compactMap { $0["name"] as? String } == Setting.allCases.map(\.rawValue))
        func item(_ name: String) throws -> [String: Any] {
            try #require(items.first { $0["name"] as? String == name })
        }
        #expect(try item("STREAV_LOG_LEVEL")["origin"] as? String == "environment")
        #expect(try item("STREAV_LOG_FORMAT")["origin"] as? String == "standard")
        #expect(try item("STREAV_NODE_URL")["origin"] as? String == "unset")
        #expect(try item("STREAV_SECRET_KEY")["value"] as? String == "set")
        #expect(try (item("STREAV_CACHE_URL")["value"] as? String)?.contains("cache.example.org") == true)
        #expect(try item("STREAV_SECRET_KEY")["readers"] as? [String] == ["management", "streaming", "api", "cli"])
    }

    @Test(
        "Each setting that is wrong is named, each for itself",
        arguments: [
            ("STREAV_CACHE_URL", "redis://:redis@cache.example.org/0", "everybody knows"),
            ("STREAV_BROKER_URL", "amqp://guest:plum@broker.example.org/", "guest"),
            ("STREAV_DATABASE_URL", "mysql://db/streav", "postgres://"), ("STREAV_SECRET_KEY", "abc", "64"),
            ("STREAV_LISTEN_PORT", "99999", "65535"), ("STREAV_LOG_LEVEL", "loud", "debug"),
            ("STREAV_MEDIA_ROOT", "films", "absolute"), ("STREAV_PUBIC_URL", "http://tv", "not a setting"),
            ("STREAV_DATABASE_URL", "", "missing"),
        ])
    func wrong(_ name: String, _ value: String, _ said: String) async throws {
        var environment = Given.environment
        environment["STREAV_LOG_FORMAT"] = "xml"
        environment[name] = value
        let outcome = await run(["config", "--output", "json"], environment)
        #expect(outcome.code == 1)
        let wrong = try outcome.items.filter { $0["problem"] is String }
        #expect(Set(wrong.compactMap { $0["name"] as? String }) == [name, "STREAV_LOG_FORMAT"])
        let problem = wrong.first { $0["name"] as? String == name }?["problem"] as? String
        #expect(problem?.contains(said) == true, "\(problem ?? "")")
    }

    @Test("A server that does not answer: the command says so with 15, and doctor with 1")
    func away() async throws {
        var environment = Given.environment
        environment["STREAV_DATABASE_URL"] = "postgres://streav:\(Given.password)@127.0.0.1:1/streav"
        environment["STREAV_CACHE_URL"] = nil
        environment["STREAV_BROKER_URL"] = nil
        let outcome = await run(["user", "list"], environment)
        #expect(outcome.code == 15)
        #expect(outcome.complaints.contains("127.0.0.1") && !outcome.complaints.contains(Given.password))
        let found = await run(["doctor"], environment)
        #expect(found.code == 1)
        #expect(found.output.contains("start PostgreSQL") && !found.output.contains(Given.password))
        #expect(await run(["status"], environment).code == 1)
    }
}
