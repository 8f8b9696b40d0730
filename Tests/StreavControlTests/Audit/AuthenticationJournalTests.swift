import DatabaseFixtures
import Logging
import StreavControl
import StreavDomain
import StreavLocal
import StreavPorts
import StreavSQL
import StreavStore
import Testing

@Suite("Authentications in the activity log")
struct AuthenticationJournalTests {
    private static func journal(_ fixture: ControlFixture) -> AuthenticationJournal {
        AuthenticationJournal(control: fixture.plane, logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() })
    }

    private static func application(_ fixture: ControlFixture) async throws -> OAuthApplication {
        try await fixture.perform {
            try $0.oauthApplications.create(
                OAuthApplicationDetails(name: "Shop", scopes: [.movieRead]), clientID: "shop"
            ).application
        }
    }

    @Test(
        "S54: who got in and who did not is written, equal ones once with their number", arguments: TestEngine.available
    )
    func writing(_ engine: TestEngine) async throws {
        try await ControlFixture.with(engine) { fixture in
            let application = try await Self.application(fixture)
            let journal = Self.journal(fixture)
            let began = fixture.clock.wallNow
            let issued = AuthenticationEvent(.tokenIssued, clientID: "shop", address: "192.0.2.7")
            for _ in 1...3 { journal.note(issued) }
            fixture.manualClock.advance(by: .milliseconds(500))
            journal.note(
                AuthenticationEvent(
                    .tokenRefused, clientID: "a-secret-in-the-wrong-field", address: "192.0.2.8",
                    reason: "invalid_client"))
            await journal.flush()
            let entries = try await fixture.activity().dropFirst()
            #expect(entries.map(\.activity.action) == ["oauth-token.issue", "oauth-token.refuse"])
            #expect(entries.map(\.activity.after) == [#"{"count":3}"#, #"{"count":1,"reason":"invalid_client"}"#])
            #expect(entries.map(\.activity.actor.id) == [application.id.rawValue, nil])
            #expect(entries.map(\.activity.actor.name) == ["shop", "unknown"])
            #expect(entries.map(\.activity.actor.address) == ["192.0.2.7", "192.0.2.8"])
            #expect(entries.map(\.occurredAt) == [began, began.advanced(by: .milliseconds(500))])
            #expect(!"\(entries)".contains("wrong-field"))
            await journal.flush()
            #expect(try await fixture.activity().count == 3)
            #expect(try await fixture.plane.verifyActivity() == .intact(entries: 3))
        }
    }

    @Test("S54: a flood of guesses costs a bounded number of entries, and none is uncounted")
    func flood() async throws {
        try await ControlFixture.with(.sqlite) { fixture in
            _ = try await Self.application(fixture)
            let journal = Self.journal(fixture)
            for guess in 0..<10_000 {
                journal.note(
                    AuthenticationEvent(
                        .tokenRefused, clientID: "shop", address: "10.0.\(guess / 250).\(guess % 250)",
                        reason: "invalid_client"))
            }
            // Whoever may enter is written all the same.
            journal.note(AuthenticationEvent(.tokenIssued, clientID: "shop", address: "192.0.2.7"))
            await journal.flush()
            let entries = try await fixture.activity().dropFirst()
            #expect(entries.count == 34)
            #expect(entries.count { $0.activity.action == "oauth-token.issue" } == 1)
            #expect(entries.last?.activity.after == #"{"count":9968,"reason":"further"}"#)
            #expect(entries.last?.activity.actor.kind == .system)
        }
    }

    @Test("S54: what could not be written is kept, and written later")
    func databaseAway() async throws {
        try await ControlFixture.with(.sqlite) { fixture in
            _ = try await Self.application(fixture)
            let journal = Self.journal(fixture)
            let event = AuthenticationEvent(
                .requestRefused, clientID: nil, address: "192.0.2.9", reason: "invalid_token")
            journal.note(event)
            try await fixture.database.write { try $0.execute("ALTER TABLE activity RENAME TO elsewhere") }
            await journal.flush()
            journal.note(event)
            try await fixture.database.write { try $0.execute("ALTER TABLE elsewhere RENAME TO activity") }
            await journal.flush()
            let last = try #require(try await fixture.activity().last)
            #expect(last.activity.after == #"{"count":2,"reason":"invalid_token"}"#)
            #expect(last.occurredAt == fixture.clock.wallNow)
        }
    }
}
