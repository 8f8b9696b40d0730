import StreavPorts
import StreavSQL
import StreavScenario

/// A database with the guarantees of a server: transactions collide and are run again, answers come late,
/// writes are refused while it fails over, and a commit may have happened although nobody said so.
struct WeakenedDatabase: Database {
    let inner: any Database
    let faults: FaultTimeline
    let weakness: Weakness
    let clock: StreavClock
    let entropy: any Entropy

    /// Undoes a transaction that is to be run again.
    private struct Collision: Error {}

    var dialect: SQLDialect { inner.dialect }

    func read<Result: Sendable>(
        _ body: @escaping @Sendable (any DatabaseConnection) throws -> Result
    ) async throws -> Result {
        try await delay()
        if faults.active(.databaseDown, at: clock.monotonicNow) != nil { throw away() }
        return try await inner.read(body)
    }

    func write<Result: Sendable>(
        _ body: @escaping @Sendable (any DatabaseConnection) throws -> Result
    ) async throws -> Result {
        try await delay()
        if let outage = faults.active(.databaseDown, at: clock.monotonicNow) {
            return try await undecided(outage, away(), body)
        }
        if let failover = faults.active(.databaseReadonly, at: clock.monotonicNow) {
            faults.bite(.databaseReadonly)
            let refusal = DatabaseError(.readOnly, "the database takes no writes, as the scenario wants it")
            return try await undecided(failover, refusal, body)
        }
        for _ in 1..<DatabaseLimits.attempts {
            guard collides() else { return try await inner.write(body) }
            do {
                try await inner.write { connection in
                    _ = try body(connection)
                    throw Collision()
                }
            } catch is Collision {
                continue
            }
        }
        guard collides() else { return try await inner.write(body) }
        throw DatabaseError(.serializationFailure, "transactions collided too often, as the scenario wants it")
    }

    /// A commit that was under way when the server went may have come through.
    private func undecided<Result: Sendable>(
        _ fault: FaultTimeline.Active, _ refusal: DatabaseError,
        _ body: @escaping @Sendable (any DatabaseConnection) throws -> Result
    ) async throws -> Result {
        guard fault.age < Weakness.edge else { throw refusal }
        if entropy.unit() < 0.5 { _ = try await inner.write(body) }
        throw DatabaseError(.outcomeUnknown, "the database went away while committing, as the scenario wants it")
    }

    private func away() -> DatabaseError {
        faults.bite(.databaseDown)
        return DatabaseError(.unavailable, "the database is away, as the scenario wants it")
    }

    private func collides() -> Bool {
        if let fault = faults.active(.databaseBusy, at: clock.monotonicNow)?.fault {
            guard entropy.unit() < fault.share ?? 0.5 else { return false }
            faults.bite(.databaseBusy)
            return true
        }
        return weakness.conflicts > 0 && entropy.unit() < weakness.conflicts
    }

    private func delay() async throws {
        guard let fault = faults.active(.databaseSlow, at: clock.monotonicNow)?.fault, let latency = fault.latency
        else { return }
        faults.bite(.databaseSlow)
        try await clock.sleep(for: latency)
    }
}
