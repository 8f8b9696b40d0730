public import Logging
internal import StreavDomain
public import StreavPorts
public import StreavSQL
internal import StreavStore

/// Publishes what was committed to the outbox: at least once, in order per aggregate, marked after the broker has
/// confirmed it.
///
/// Several may run; a lease lets one work at a time. Without the cache all work: that costs duplicates, which consumers
/// drop by the event's id, and nothing else.
public struct OutboxRelay: Sendable {
    /// Rows read at a time.
    public static let batch = 100
    /// How often the outbox is looked at when it was empty.
    public static let pollInterval: Duration = .milliseconds(200)
    /// How long the wait after failures may grow, doubling from ``pollInterval``.
    public static let longestWait: Duration = .seconds(5)
    /// How long published rows are kept, for whoever asks what was sent.
    public static let retention: Duration = .seconds(7 * 86_400)
    static let pruneInterval: Duration = .seconds(3600)
    static let pruneBatch = 1000
    static let leaseTime: Duration = .seconds(15)
    static let leasePool = "outbox-relay"

    private let database: any Database
    private let broker: any MessageBroker
    private let cache: any Cache
    private let clock: StreavClock
    private let member: String
    private let logger: Logger

    public init(
        database: any Database, broker: any MessageBroker, cache: any Cache, clock: StreavClock,
        entropy: any Entropy, logger: Logger
    ) {
        self.database = database
        self.broker = broker
        self.cache = cache
        self.clock = clock
        self.member = entropy.token(length: 22)
        self.logger = logger
    }

    /// Runs until the task is cancelled.
    public func run() async {
        var failures = 0
        var isDeclared = false
        var nextPrune = clock.monotonicNow
        while !Task.isCancelled {
            do {
                if !isDeclared { try await broker.declare(ControlEvents.topology) }
                isDeclared = true
                let isMine = await holdsLease()
                let isMore = isMine ? try await relayOnce() == .more : false
                failures = 0
                if isMine, clock.monotonicNow >= nextPrune {
                    nextPrune = clock.monotonicNow + Self.pruneInterval
                    try await prune()
                }
                if !isMore { try await clock.sleep(for: Self.pollInterval) }
            } catch is CancellationError {
                break
            } catch {
                failures += 1
                logger.warning("events wait in the outbox", metadata: ["error": "\(error)", "failures": "\(failures)"])
                try? await clock.sleep(for: Self.wait(after: failures))
            }
        }
        _ = try? await cache.release(member, in: Self.leasePool)
    }

    /// What there is left to do after one batch.
    public enum Progress: Sendable, Hashable {
        case done
        case more
    }

    /// Publishes one batch. An event the broker refuses waits with all that follow it in its aggregate; the others go
    /// on.
    ///
    /// - Throws: When the database or the broker is away. What was confirmed before is marked.
    public func relayOnce() async throws -> Progress {
        let rows = try await database.read { [clock] in
            try $0.outbox.waiting(now: clock.wallNow, limit: Self.batch)
        }
        guard !rows.isEmpty else { return .done }
        var published: [Int64] = []
        var refused: [OutboxTable.Row] = []
        var stopped: BrokerError?
        for row in rows where !refused.contains(where: { $0.aggregate == row.aggregate }) {
            do throws(BrokerError) {
                try await broker.publish(
                    BrokerMessage(id: row.eventID, type: row.type, body: row.payload), to: ControlEvents.exchange,
                    routingKey: row.type)
                published.append(row.id)
            } catch {
                switch error.code {
                case .unroutable, .invalidArgument:
                    refused.append(row)
                    logger.warning(
                        "an event was refused",
                        metadata: ["event": "\(row.eventID)", "type": "\(row.type)", "error": "\(error)"])
                default:
                    stopped = error
                }
            }
            if stopped != nil { break }
        }
        try await note(published: published, refused: refused)
        if let stopped { throw stopped }
        return rows.count == Self.batch ? .more : .done
    }

    private func note(published: [Int64], refused: [OutboxTable.Row]) async throws {
        guard !published.isEmpty || !refused.isEmpty else { return }
        try await database.write { [clock] connection in
            let now = clock.wallNow
            if !published.isEmpty { try connection.outbox.markPublished(published, now: now) }
            for row in refused {
                try connection.outbox.noteFailure(
                    of: row.id, nextAttemptAt: now.advanced(by: Self.wait(after: row.attempts + 1)))
            }
        }
    }

    private func prune() async throws {
        let limit = clock.wallNow.advanced(by: .zero - Self.retention)
        while try await database.write({
            try $0.outbox.prune(publishedBefore: limit, limit: Self.pruneBatch)
        }) == Self.pruneBatch {}
    }

    private func holdsLease() async -> Bool {
        do throws(CacheError) {
            let outcome = try await cache.lease(
                member, in: Self.leasePool, limit: 1, timeToLive: Self.leaseTime, replacing: nil)
            guard case .granted = outcome else { return false }
            return true
        } catch {
            return true
        }
    }

    static func wait(after failures: Int) -> Duration {
        let doublings = min(max(failures - 1, 0), 10)
        return min(Self.pollInterval * (1 << doublings), Self.longestWait)
    }
}
