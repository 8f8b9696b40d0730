import DatabaseFixtures
import StreavControl
import StreavCrypto
import StreavDomain
import StreavLocal
import StreavSQL
import StreavStore
import Testing

@Suite("Sessions of the dashboard")
struct UserSessionTests {
    /// What ends all sessions of the user `anna`, by herself or by another.
    enum Ending: CaseIterable, Sendable {
        case signOutEverywhere, disable, bulkDisable, otherRole, passwordByAdministrator, delete

        func run(_ fixture: SignInFixture, _ user: User) async throws {
            let id = user.id
            var details = user.details
            switch self {
            case .signOutEverywhere:
                try await fixture.authentication.signOutEverywhere(user, as: ControlFixture.actor)
            case .disable:
                details.isDisabled = true
                try await fixture.base.perform { [details] in try $0.users.update(id, details) }
            case .bulkDisable: try await fixture.base.perform { _ = try $0.users.setDisabled(true, [id]) }
            case .otherRole:
                details.role = .support
                try await fixture.base.perform { [details] in try $0.users.update(id, details) }
            case .passwordByAdministrator:
                let hashed = try HashedPassword("another good one", cost: .weakForSimulation)
                try await fixture.base.perform { try $0.users.setPassword(id, hashed) }
            case .delete: try await fixture.base.perform { try $0.users.delete(id) }
            }
        }
    }

    @Test("S14: an id is 32 random bytes, new with each sign-in; one that nobody was given is none")
    func ids() async throws {
        try await SignInFixture.with { fixture in
            try await fixture.user("anna")
            var cookies: Set<String> = []
            for _ in 0..<5 { cookies.insert(try await fixture.started("anna").cookie) }
            #expect(cookies.count == 5)
            for cookie in cookies { #expect(Base64URL.decode(cookie)?.count == 32) }
            let chosen = Base64URL.encode([UInt8](repeating: 7, count: 32))
            for cookie in [chosen, "", "x", String(repeating: "A", count: 5000)] {
                #expect(try await fixture.session(cookie) == nil)
            }
            // The database alone opens no session.
            let kept = try await fixture.session(try #require(cookies.first))
            let hash = Base64URL.encode(try #require(kept).idHash)
            #expect(try await fixture.session(hash) == nil)
        }
    }

    @Test(
        "S15: what ends the sessions of a user ends all of them, on every node and without the cache",
        arguments: TestEngine.available, Ending.allCases)
    func endings(_ engine: TestEngine, _ ending: Ending) async throws {
        try await SignInFixture.with(engine) { fixture in
            try await fixture.user("keeper")
            let anna = try await fixture.user("anna")
            let sessions = [try await fixture.started("anna"), try await fixture.started("anna")]
            let bystander = try await fixture.started("keeper")
            let elsewhere = UserAuthentication(
                control: fixture.base.plane, cache: MemoryCache(clock: fixture.base.clock),
                hasher: PasswordHasher(cost: .weakForSimulation))
            for session in sessions { #expect(try await elsewhere.session(session.cookie, isOwn: true) != nil) }
            try await ending.run(fixture, anna)
            for session in sessions {
                #expect(try await elsewhere.session(session.cookie, isOwn: true) == nil)
                #expect(try await fixture.session(session.cookie) == nil)
            }
            #expect(try await fixture.session(bystander.cookie) != nil)
        }
    }

    @Test("S15: signing out ends the one session")
    func signOut() async throws {
        try await SignInFixture.with { fixture in
            try await fixture.user("anna")
            let first = try await fixture.started("anna")
            let second = try await fixture.started("anna")
            let session = try await fixture.session(of: first)
            try await fixture.authentication.signOut(session, as: ControlFixture.actor)
            #expect(try await fixture.session(first.cookie) == nil)
            #expect(try await fixture.session(second.cookie) != nil)
        }
    }

    @Test("S15, S14: one's own new password ends all sessions and begins one under a new id")
    func ownPassword() async throws {
        try await SignInFixture.with { fixture in
            try await fixture.user("anna")
            let first = try await fixture.started("anna")
            let second = try await fixture.started("anna")
            let session = try await fixture.session(of: first)
            let wrong = try await fixture.authentication.changePassword(
                session, current: "a guess", new: "another good one", from: SignInFixture.here)
            #expect(wrong.isWrongPassword)
            #expect(try await fixture.session(second.cookie) != nil)
            let outcome = try await fixture.authentication.changePassword(
                session, current: SignInFixture.password, new: "another good one", from: SignInFixture.here)
            let next = try #require(outcome.done).started
            #expect(try await fixture.session(first.cookie) == nil)
            #expect(try await fixture.session(second.cookie) == nil)
            #expect(try await fixture.session(next.cookie) != nil)
            #expect(try await fixture.signIn("anna").isRefused)
            #expect(try await fixture.signIn("anna", "another good one").started != nil)
        }
    }

    @Test("S16: half an hour without a request of the user's own ends a session, what renews itself counts for nothing")
    func idle() async throws {
        try await SignInFixture.with { fixture in
            try await fixture.user("anna")
            let started = try await fixture.started("anna")
            fixture.clock.advance(by: .seconds(29 * 60))
            #expect(try await fixture.session(started.cookie) != nil)
            fixture.clock.advance(by: .seconds(29 * 60))
            #expect(try await fixture.session(started.cookie, isOwn: false) != nil)
            fixture.clock.advance(by: .seconds(60))
            #expect(try await fixture.session(started.cookie) == nil)
        }
    }

    @Test("S16: twelve hours end a session, however busy")
    func absolute() async throws {
        try await SignInFixture.with { fixture in
            try await fixture.user("anna")
            let started = try await fixture.started("anna")
            for _ in 0..<(12 * 3 - 1) {
                fixture.clock.advance(by: .seconds(20 * 60))
                #expect(try await fixture.session(started.cookie) != nil)
            }
            fixture.clock.advance(by: .seconds(20 * 60 - 1))
            #expect(try await fixture.session(started.cookie) != nil)
            fixture.clock.advance(by: .seconds(1))
            #expect(try await fixture.session(started.cookie) == nil)
            try await fixture.authentication.prune()
            #expect(try await fixture.signIn("anna").started != nil)
        }
    }
}
