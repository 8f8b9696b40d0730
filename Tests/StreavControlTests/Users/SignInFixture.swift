import DatabaseFixtures
import StreavControl
import StreavCrypto
import StreavDomain
import StreavLocal
import StreavPorts
import StreavSQL
import StreavStore
import Testing

/// Signing in, over a database, a cache and a clock of the test's own.
struct SignInFixture {
    static let password = "correct horse battery"
    static let here = SignInOrigin(address: "192.0.2.1", userAgent: "Test/1.0")

    let base: ControlFixture
    let cache: any Cache
    let authentication: UserAuthentication

    var clock: ManualClock { base.manualClock }
    var seconds: Int64 { base.clock.wallNow.seconds }

    static func with<Result>(
        _ engine: TestEngine = .sqlite, cost: ScryptCost = .weakForSimulation,
        _ body: (SignInFixture) async throws -> Result
    ) async throws -> Result {
        try await ControlFixture.with(engine) { base in
            let cache = MemoryCache(clock: base.clock)
            let authentication = UserAuthentication(
                control: base.plane, cache: cache, hasher: PasswordHasher(cost: cost))
            return try await body(SignInFixture(base: base, cache: cache, authentication: authentication))
        }
    }

    @discardableResult
    func user(_ name: String, role: UserRole = .administrator, isDisabled: Bool = false) async throws -> User {
        let hashed = try HashedPassword(Self.password, cost: .weakForSimulation)
        return try await base.perform {
            try $0.users.create(UserDetails(username: name, role: role, isDisabled: isDisabled), password: hashed)
        }
    }

    func signIn(
        _ name: String, _ password: String = SignInFixture.password, from origin: SignInOrigin = SignInFixture.here
    ) async throws -> SignInOutcome {
        try await authentication.signIn(username: name, password: password, from: origin)
    }

    /// Signs in with the password alone.
    func started(_ name: String, from origin: SignInOrigin = SignInFixture.here) async throws -> StartedSession {
        let outcome = try await signIn(name, from: origin)
        return try #require(outcome.started)
    }

    func session(_ cookie: String, isOwn: Bool = true) async throws -> UserSession? {
        try await authentication.session(cookie, isOwn: isOwn)
    }

    func session(of started: StartedSession) async throws -> UserSession {
        try #require(try await session(started.cookie))
    }

    func storedHash(_ id: UserID) async throws -> String {
        let hash = try await base.database.read { try $0.users.passwordHash(of: id) }
        return try #require(hash)
    }
}
