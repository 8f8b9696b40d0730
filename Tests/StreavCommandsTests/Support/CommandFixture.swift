import DatabaseFixtures
import Foundation
import StreavCommands
import StreavControl
import StreavCrypto
import StreavDomain
import StreavLocal
import StreavPorts
import StreavSQL
import StreavStore
import Testing

/// `streav-cli` on a database of an engine, a clock that stands still, and a terminal that remembers.
struct CommandFixture: Sendable {
    /// What came of a command.
    struct Outcome {
        let code: Int32
        let output: String
        let complaints: String
        let prompts: [String]

        /// Standard output as JSON.
        var object: [String: Any] {
            get throws {
                let read = try JSONSerialization.jsonObject(with: Data(output.utf8))
                return try #require(read as? [String: Any], "\(output)")
            }
        }

        var items: [[String: Any]] {
            get throws { try #require(object["items"] as? [[String: Any]]) }
        }
    }

    let database: any Database
    let manualClock = ManualClock()
    let clock: StreavClock
    var backends: CommandBackends
    var settings: [ConfiguredSetting] = []
    var openingError: CommandFailure?
    /// The commands' clock, where it is not the one that stands still.
    var hostClock: StreavClock?

    static let master = SecretKey(bytes: [UInt8](repeating: 5, count: 32))!

    init(_ database: any Database) {
        self.database = database
        clock = StreavClock(manualClock)
        backends = CommandBackends(database: .init(database, place: "the test's"), secret: Self.master)
    }

    /// Runs `body` on an empty, migrated database.
    static func with<Result>(
        _ engine: TestEngine, _ body: (CommandFixture) async throws -> Result
    ) async throws -> Result {
        try await engine.withDatabase { database in
            let fixture = CommandFixture(database)
            try await Migrator().migrate(database, now: fixture.clock.wallNow)
            return try await body(fixture)
        }
    }

    func run(
        _ arguments: [String], answers: [String] = [], isInteractive: Bool = false
    ) async -> Outcome {
        let terminal = RecordedTerminal(answers: answers, isInteractive: isInteractive)
        let host = CommandHost(
            clock: hostClock ?? clock, entropy: SystemEntropy(), terminal: terminal, operatorName: "tester",
            open: { [backends, openingError] _ in
                if let openingError { throw openingError }
                return backends
            }, settings: { [settings] _ in settings })
        let code = await CommandProgram.run(arguments, host: host)
        return Outcome(
            code: code, output: terminal.output, complaints: terminal.complaints, prompts: terminal.prompts)
    }

    /// One that has to succeed, as JSON.
    @discardableResult
    func done(_ arguments: String..., answers: [String] = []) async throws -> Outcome {
        let outcome = await run(arguments + ["--output", "json"], answers: answers)
        try #require(outcome.code == 0, "\(arguments): \(outcome.complaints)\(outcome.output)")
        return outcome
    }

    /// To the machine's time, which is PostgreSQL's.
    func setClock() {
        manualClock.stepWall(by: StreavClock.system.wallNow.duration(since: clock.wallNow))
    }

    var control: ControlPlane {
        ControlPlane(
            database: database, clock: clock, entropy: SystemEntropy(), keys: ControlKeys(master: Self.master))
    }

    func perform<Result: Sendable>(
        _ body: @escaping @Sendable (ControlTransaction) throws -> Result
    ) async throws -> Result {
        try await control.perform(as: .system("test"), body)
    }
}
