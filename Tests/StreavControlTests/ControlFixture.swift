import DatabaseFixtures
import Logging
import StreavControl
import StreavCrypto
import StreavDomain
import StreavLocal
import StreavPorts
import StreavSQL
import StreavStore

/// A control plane on local adapters and a clock that stands still unless it is told otherwise.
struct ControlFixture {
    let database: any Database
    let manualClock: ManualClock
    let clock: StreavClock
    let plane: ControlPlane
    let entropy = SeededEntropy(seed: 11)

    static let actor = Actor(kind: .user, id: 1, name: "admin", address: "192.0.2.1")

    /// Runs `body` with one on an empty database.
    static func with<Result>(
        _ engine: TestEngine, _ body: (ControlFixture) async throws -> Result
    ) async throws -> Result {
        try await engine.withDatabase { database in try await body(ControlFixture(database)) }
    }

    private init(_ database: any Database) async throws {
        manualClock = ManualClock()
        clock = StreavClock(manualClock)
        self.database = database
        try await Migrator().migrate(database, now: clock.wallNow)
        let master = SecretKey(bytes: [UInt8](repeating: 5, count: 32))!
        plane = ControlPlane(database: database, clock: clock, entropy: entropy, keys: ControlKeys(master: master))
    }

    @discardableResult
    func perform<Result: Sendable>(
        _ body: @escaping @Sendable (ControlTransaction) throws -> Result
    ) async throws -> Result {
        try await plane.perform(as: Self.actor, body)
    }

    /// Unpublished events, the oldest first.
    func waiting() async throws -> [OutboxTable.Row] {
        let now = clock.wallNow
        return try await database.read { try $0.outbox.waiting(now: now, limit: 1000) }
    }

    func activity() async throws -> [ActivityEntry] {
        try await database.read { try $0.activity.entries(after: 0, limit: 1000) }
    }
}
