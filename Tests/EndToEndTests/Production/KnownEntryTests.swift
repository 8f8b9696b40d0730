import Foundation
import Testing

/// S53 on the programs themselves: what everybody knows is refused before anything is connected to.
@Suite("Entries that everybody knows", .timeLimit(.minutes(3)))
struct KnownEntryTests {
    struct Case: Sendable, CustomTestStringConvertible {
        let name: String
        let setting: String
        let value: String
        /// What is said after the setting's name.
        let reason: String

        var testDescription: String { name }
    }

    private static let components = ["management", "streaming", "api"]
    private static let secret = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"

    static let cases = [
        Case(
            name: "the broker's guest", setting: "STREAV_BROKER_URL",
            value: "amqp://guest:Zebra-7-Lantern@broker.example.org/", reason: "enters as guest"),
        Case(
            name: "the broker's guest by default", setting: "STREAV_BROKER_URL", value: "amqp://broker.example.org/",
            reason: "enters as guest"),
        Case(
            name: "a broker's password that everybody knows", setting: "STREAV_BROKER_URL",
            value: "amqps://streav:guest@broker.example.org/", reason: "has a password that everybody knows"),
        Case(
            name: "a cache without a password", setting: "STREAV_CACHE_URL", value: "redis://cache.example.org/0",
            reason: "has no password"),
        Case(
            name: "a cache whose name looks like this machine's", setting: "STREAV_CACHE_URL",
            value: "redis://127.0.0.1.example.org/0", reason: "has no password"),
        Case(
            name: "a database without a password", setting: "STREAV_DATABASE_URL",
            value: "postgres://streav@db.example.org/streav", reason: "has no password"),
        Case(
            name: "a database's password that everybody knows", setting: "STREAV_DATABASE_URL",
            value: "postgres://streav:postgres@db.example.org/streav", reason: "has a password that everybody knows"),
        Case(
            name: "a user's name for a password", setting: "STREAV_DATABASE_URL",
            value: "postgres://viewer7:viewer7@db.example.org/streav", reason: "has its user's name for a password"),
        Case(
            name: "a secret of zeros", setting: "STREAV_SECRET_KEY", value: String(repeating: "0", count: 64),
            reason: "can be guessed"),
        Case(
            name: "a secret that counts", setting: "STREAV_SECRET_KEY",
            value: "000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f", reason: "can be guessed"),
        Case(name: "no secret", setting: "STREAV_SECRET_KEY", value: "", reason: "is missing"),
    ]

    private static func outcome(
        _ component: String, _ changes: [String: String]
    ) async throws -> (status: Int32?, said: String) {
        let environment = [
            "STREAV_DATABASE_URL": "postgres://streav:Zebra-7-Lantern@127.0.0.1:1/streav",
            "STREAV_CACHE_URL": "memory:", "STREAV_BROKER_URL": "memory:", "STREAV_SECRET_KEY": secret,
            "STREAV_PUBLIC_URL": "http://127.0.0.1:8000", "STREAV_START_TIMEOUT": "1",
        ].merging(changes) { $1 }.filter { !$0.value.isEmpty }
        let child = try ProgramProcess.launch(component, environment: environment)
        let status = try await child.end(within: .seconds(40))
        if status == nil { child.send(signal: SIGKILL) }
        return (status, child.standardError)
    }

    @Test("S53: each is refused with 2, and it is said what to set", arguments: components, cases)
    func refused(_ component: String, _ given: Case) async throws {
        let (status, said) = try await Self.outcome(component, [given.setting: given.value])
        #expect(status == 2, "\(said)")
        #expect(said.contains("streav-\(component): \(given.setting) \(given.reason)"), "\(said)")
        // One sentence, which does not hold what was given.
        #expect(said.split(separator: "\n").count == 1, "\(said)")
        #expect(given.value.isEmpty || !said.contains(given.value), "\(said)")
        #expect(!said.contains("Zebra-7-Lantern") && !said.contains(Self.secret), "\(said)")
    }

    @Test("S53: on this machine alone, services as they are installed are taken", arguments: components)
    func loopback(_ component: String) async throws {
        // It is the database that does not answer then: what is said of the settings was passed.
        let (status, said) = try await Self.outcome(
            component,
            [
                "STREAV_DATABASE_URL": "postgres://streav@127.0.0.1:1/streav", "STREAV_CACHE_URL": "redis://[::1]:1/0",
                "STREAV_BROKER_URL": "amqp://guest:guest@localhost:1/",
            ])
        #expect(status == 15, "\(said)")
        #expect(said.contains("the database at postgres://127.0.0.1:1/streav does not answer"), "\(said)")
    }
}
