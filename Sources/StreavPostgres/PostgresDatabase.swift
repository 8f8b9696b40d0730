public import Logging
public import StreavPorts
public import StreavSQL
internal import Synchronization

/// The `Database` port on PostgreSQL, by libpq: a pool of connections, each with a thread of its own.
///
/// A read is one snapshot (REPEATABLE READ, READ ONLY); a write is SERIALIZABLE. Writes that collide are tried again,
/// after a pause, the third time and later while no other writes over this pool, so that however many want to change
/// one row, each does. Connections are made when they are wanted.
///
/// Connecting, waiting for a connection, and each statement have a deadline (``PostgresConfiguration``). A connection
/// whose server does not answer in time is given up.
public final class PostgresDatabase: Database {
    public let dialect = SQLDialect.postgresql

    private let configuration: PostgresConfiguration
    private let clock: StreavClock
    private let entropy: any Entropy
    private let logger: Logger
    private let pool: PostgresPool
    private let retryCount = Atomic<UInt64>(0)

    /// Connects to nothing yet.
    ///
    /// - Parameters:
    ///   - clock: One that goes with real time: sockets are waited for by it.
    ///   - entropy: For pauses of random length.
    public init(
        _ configuration: PostgresConfiguration, clock: StreavClock, entropy: any Entropy, logger: Logger
    ) {
        self.configuration = configuration
        self.clock = clock
        self.entropy = entropy
        self.logger = logger
        pool = PostgresPool(configuration, clock: clock, entropy: entropy, logger: logger)
    }

    /// How the pool stands.
    public var status: PostgresPoolStatus { pool.status }

    /// Attempts at transactions that came after a first: of writes that collided, or whose connection was lost.
    public var retries: UInt64 { retryCount.load(ordering: .relaxed) }

    public func read<Value: Sendable>(
        _ body: @escaping @Sendable (any DatabaseConnection) throws -> Value
    ) async throws -> Value {
        try await transaction(.read, body)
    }

    @discardableResult
    public func write<Value: Sendable>(
        _ body: @escaping @Sendable (any DatabaseConnection) throws -> Value
    ) async throws -> Value {
        try await transaction(.write, body)
    }

    /// Refuses new transactions at once as `unavailable`, and returns when those under way have ended and every
    /// connection is closed.
    ///
    /// - Throws: `timedOut` when that takes longer than ``PostgresConfiguration/closeDeadline``; the connections that
    ///   are left are closed when their transactions end.
    public func close() async throws(DatabaseError) {
        await pool.close()
        let deadline = clock.monotonicNow + configuration.closeDeadline
        while !pool.isQuiet {
            guard clock.monotonicNow < deadline else {
                throw DatabaseError(
                    .timedOut, "transactions were still under way after \(configuration.closeDeadline)")
            }
            do {
                try await clock.sleep(for: Self.closePause)
            } catch {
                throw DatabaseError(.timedOut, "the task was cancelled while it waited for transactions to end")
            }
        }
    }

    private static let closePause: Duration = .milliseconds(10)

    private func transaction<Value: Sendable>(
        _ mode: TransactionMode, _ body: @escaping @Sendable (any DatabaseConnection) throws -> Value
    ) async throws -> Value {
        var attempt = 1
        while true {
            let place = try await pool.acquire(Self.purpose(mode, attempt))
            let outcome = await pool.sessions[place].run(mode, body)
            await pool.release(place, isBroken: outcome.isBroken)
            switch outcome.verdict {
            case .value(let value): return value
            case .failed(let error): throw error
            // No attempt, and each takes an idle connection away, of which there are not many.
            case .stale: continue
            case .again(let error):
                guard attempt < DatabaseLimits.attempts else { throw error }
                logger.debug("a transaction is tried again", metadata: ["attempt": "\(attempt)", "reason": "\(error)"])
                do { try await clock.sleep(for: pause(after: attempt)) } catch { throw error }
                retryCount.wrappingAdd(1, ordering: .relaxed)
                attempt += 1
            }
        }
    }

    private static func purpose(_ mode: TransactionMode, _ attempt: Int) -> PostgresPoolStateMachine.Purpose {
        switch mode {
        case .read: .read
        case .write: attempt < PostgresLimits.exclusiveAttempt ? .write : .exclusiveWrite
        }
    }

    /// A random part of a time that doubles.
    private func pause(after attempt: Int) -> Duration {
        min(.milliseconds(10 << attempt), PostgresLimits.longestRetryPause) * entropy.unit()
    }
}
