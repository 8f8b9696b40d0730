import DatabaseFixtures
import StreavCommands
import StreavControl
import StreavCrypto
import StreavDomain
import StreavLocal
import StreavSQL
import StreavStore
import Testing

/// Nothing is destroyed unasked.
@Suite("Destructive verbs ask")
struct ConfirmationTests {
    /// Each verb, in an order in which it finds what it is about. Backup and restore have tests of their own.
    static let verbs: [[String]] = [
        ["user", "disable", "helper"], ["user", "reset-second-factor", "helper"], ["user", "delete", "helper"],
        ["oauth-app", "rotate-secret", "1"], ["oauth-app", "disable", "1"], ["oauth-app", "delete", "1"],
        ["connection", "close", "1"], ["subscriber", "set-status", "ada", "banned"],
        ["subscriber", "set-status", "ada", "disabled"],
        ["subscriber", "regenerate-token", "ada"], ["subscriber", "delete", "ada"], ["bundle", "delete", "All"],
        ["live-stream", "disable", "1"], ["live-stream", "delete", "1"], ["movie", "delete", "1"],
        ["show", "delete", "1"], ["server", "drain", "node-1"], ["server", "disable", "node-1"],
        ["server", "delete", "node-1"], ["cache", "flush"],
    ]

    private static func with(
        _ engine: TestEngine, _ body: (CommandFixture) async throws -> Void
    ) async throws {
        try await CommandFixture.with(engine) { fixture in
            var fixture = fixture
            fixture.backends.cache = .init(MemoryCache(clock: fixture.clock), place: "the test's")
            fixture.backends.flushCache = { 1 }
            let password = try HashedPassword("nine plums and a horse", cost: .weakForSimulation)
            try await fixture.perform { transaction in
                _ = try transaction.users.create(
                    UserDetails(username: "keeper", role: .administrator), password: password)
                let helper = try transaction.users.create(
                    UserDetails(username: "helper", role: .support), password: password)
                _ = try transaction.connection.users.setSealedSeed([1], of: helper.id, now: transaction.now)
                _ = try transaction.oauthApplications.create(
                    OAuthApplicationDetails(name: "Shop", scopes: [.movieRead]))
                _ = try transaction.subscribers.create(SubscriberDetails(username: "ada"))
                _ = try transaction.bundles.create(BundleDetails(name: "All"))
                _ = try transaction.liveStreams.create(LiveStreamDetails(number: 1, name: "News"))
                _ = try transaction.movies.create(MovieDetails(TitleDetails(title: "Moon")))
                _ = try transaction.shows.create(ShowDetails(TitleDetails(title: "Waves")))
                _ = try transaction.servers.create(ServerDetails(name: "node-1", publicURL: "http://127.0.0.1:8000"))
            }
            try await fixture.database.write { connection in
                try connection.execute(
                    """
                    INSERT INTO connections (session_id, subscriber_id, username, stream_name, format, address,
                        started_at, last_seen_at, bytes)
                    VALUES ('a', 1, 'ada', 'News', 'hls', '192.0.2.1', 1, 2, 3)
                    """)
            }
            try await body(fixture)
        }
    }

    @Test("Without an answer or with another than yes nothing is done; with yes it is", arguments: TestEngine.available)
    func asks(_ engine: TestEngine) async throws {
        try await Self.with(engine) { fixture in
            for verb in Self.verbs {
                let before = try await fixture.database.read { try $0.activity.lastSequence() }
                let alone = await fixture.run(verb)
                #expect(alone.code == 2, "\(verb)")
                #expect(alone.complaints.contains("--yes"), "\(verb)")
                for answer in ["no", "y", ""] {
                    let declined = await fixture.run(verb, answers: [answer], isInteractive: true)
                    #expect(declined.code == 1, "\(verb)")
                    #expect(declined.prompts.count == 1 && declined.output.isEmpty, "\(verb)")
                }
                #expect(try await fixture.database.read { try $0.activity.lastSequence() } == before, "\(verb)")
                let agreed = await fixture.run(verb, answers: ["yes"], isInteractive: true)
                #expect(agreed.code == 0, "\(verb): \(agreed.complaints)")
                guard verb != ["cache", "flush"] else { continue }
                let entries = try await fixture.database.read { try $0.activity.entries(after: before, limit: 10) }
                #expect(entries.count == 1, "\(verb)")
                #expect(entries.first?.activity.actor == Actor(kind: .commandLine, name: "tester"), "\(verb)")
            }
        }
    }
}
