public import Logging
public import StreavPorts
public import StreavSQL
internal import StreavCrypto
internal import StreavDomain
internal import StreavStore
internal import Synchronization

/// Which tokens ended before their time. Each process keeps the set in memory and looks every ``pollInterval`` whether
/// it has changed: at a number in the cache, or, when the cache is away, in the database itself.
///
/// With both away the set stays as it was: nothing can be revoked then either.
public final class TokenRevocations: Sendable {
    /// A revocation is in effect everywhere within two of these.
    public static let pollInterval: Duration = .milliseconds(900)
    /// How often the database is read although the cache tells of no change.
    public static let reconcileInterval: Duration = .seconds(10)
    /// How often what has expired is deleted.
    static let pruneInterval: Duration = .seconds(3600)
    static let pruneBatch = 500

    private struct State {
        var set: RevocationSet?
        var notice: [UInt8]?
        var nextReconcile = MonotonicInstant.zero
        /// Counts the readings that began, so that an older one never replaces a newer one's result.
        var started = 0
        var finished = 0
    }

    private let database: any Database
    private let notice: RevocationNotice
    private let clock: StreavClock
    private let logger: Logger
    private let state = Mutex(State())

    public init(database: any Database, cache: any Cache, clock: StreavClock, logger: Logger) {
        self.database = database
        self.notice = RevocationNotice(cache: cache)
        self.clock = clock
        self.logger = logger
    }

    /// Follows the changes until the task is cancelled.
    public func run() async {
        var nextPrune = clock.monotonicNow
        while !Task.isCancelled {
            do {
                try await refresh()
                if clock.monotonicNow >= nextPrune {
                    nextPrune = clock.monotonicNow + Self.pruneInterval
                    try await prune()
                }
            } catch {
                logger.warning("revoked tokens could not be read", metadata: ["error": "\(error)"])
            }
            try? await clock.sleep(for: Self.pollInterval)
        }
    }

    /// Whether the token ended before its time.
    ///
    /// - Throws: When nothing is known yet and the database cannot be asked.
    func contains(_ token: BearerToken) async throws -> Bool {
        if let set = state.withLock({ $0.set }) { return set.contains(token) }
        return try await read(notice: nil).contains(token)
    }

    /// Looks for changes once.
    func refresh() async throws {
        var current: [UInt8]?
        var isReachable = true
        do throws(CacheError) {
            current = try await notice.current()
        } catch {
            isReachable = false
        }
        let now = clock.monotonicNow
        let isFresh = state.withLock { state in
            isReachable && state.set != nil && state.notice == current && now < state.nextReconcile
        }
        if !isFresh { _ = try await read(notice: current) }
    }

    /// Tells the other processes, and reads what has ended at once for this one.
    func announce() async {
        await notice.post()
        do {
            _ = try await read(notice: nil)
        } catch {
            logger.warning("revoked tokens could not be read", metadata: ["error": "\(error)"])
        }
    }

    /// - Parameter notice: The number in the cache before the reading: what is posted meanwhile is read again.
    private func read(notice: [UInt8]?) async throws -> RevocationSet {
        let number = state.withLock { state in
            state.started += 1
            return state.started
        }
        let now = clock.wallNow
        let set = try await database.read { connection in
            RevocationSet(
                tokens: Set(try connection.oauthRevocations.tokens(now: now)),
                validFrom: try connection.oauthRevocations.validFrom(now: now))
        }
        let instant = clock.monotonicNow
        state.withLock { state in
            guard number > state.finished else { return }
            state.finished = number
            state.set = set
            state.notice = notice
            state.nextReconcile = instant + Self.reconcileInterval
        }
        return set
    }

    private func prune() async throws {
        let now = clock.wallNow
        try await database.write { try $0.oauthRevocations.prune(now: now) }
        while try await database.write({
            try $0.idempotencyKeys.prune(now: now, limit: Self.pruneBatch)
        }) == Self.pruneBatch {}
    }
}
