import Foundation
import NIOPosix
import StreavControl
import StreavCrypto
import StreavDomain
import StreavLocal
import StreavPorts
import StreavSQL
import StreavSQLite
import StreavStore
import StreavWeb

@testable import StreavManagement

/// The dashboard on a free port over a database in memory. Its clock stands still unless it is told otherwise.
struct DashboardFixture: Sendable {
    static let master = SecretKey(bytes: [UInt8](repeating: 5, count: 32))!
    static let password = "correct horse battery"

    let database: any Database
    let clock: ManualClock
    let cache: any Cache
    let control: ControlPlane
    let port: Int

    /// The name of the user that ``run(users:configure:_:)`` makes for a role.
    static func username(_ role: UserRole) -> String { RoleName.value(role) }

    /// A browser of nobody in particular.
    var browser: TestBrowser { TestBrowser(port: port) }

    /// A browser in which the user of a role has signed in.
    func signedIn(_ role: UserRole = .administrator) async throws -> TestBrowser {
        var browser = browser
        try await browser.signIn(Self.username(role), Self.password)
        return browser
    }

    func user(_ role: UserRole) async throws -> User {
        let name = Self.username(role)
        guard let user = try await database.read({ try $0.users.find(username: name) }) else {
            throw TestBrowser.Failure(message: "no user \(name)")
        }
        return user
    }

    func activity() async throws -> [ActivityEntry] {
        try await database.read { try $0.activity.entries(after: 0, limit: 1000) }
    }

    /// Runs the dashboard around a body.
    ///
    /// - Parameter users: Whom there is, one of each role.
    static func run(
        users: [UserRole] = UserRole.allCases,
        configure: (inout ManagementConfiguration) -> Void = { _ in },
        _ body: @Sendable (DashboardFixture) async throws -> Void
    ) async throws {
        let clock = ManualClock()
        let database = try SQLiteDatabase.inMemory()
        try await Migrator().migrate(database, now: clock.wallNow())
        let cache = MemoryCache(clock: StreavClock(clock))
        let control = ControlPlane(
            database: database, clock: StreavClock(clock), entropy: SystemEntropy(),
            keys: ControlKeys(master: master), cache: cache)
        let hashed = try HashedPassword(password, cost: .weakForSimulation)
        try await control.perform(as: .system("test")) { transaction in
            for role in users {
                _ = try transaction.users.create(
                    UserDetails(username: username(role), role: role), password: hashed)
            }
        }
        var configuration = ManagementConfiguration()
        configuration.passwordCost = .weakForSimulation
        configuration.pictures = TestPictures().store
        configure(&configuration)
        let settled = configuration
        try await RunningServer.with(
            { onBound in
                ManagementServer(
                    web: WebServerConfiguration(host: "127.0.0.1", port: 0), configuration: settled,
                    control: control, cache: cache, clock: StreavClock(clock), readiness: { ["store": true] },
                    metrics: { "streav_test 1\n" }, eventLoopGroup: MultiThreadedEventLoopGroup.singleton,
                    onBound: onBound, logger: RunningServer.logger)
            },
            { port in
                try await body(
                    DashboardFixture(database: database, clock: clock, cache: cache, control: control, port: port))
            })
    }
}
