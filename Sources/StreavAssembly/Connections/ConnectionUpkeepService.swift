import Logging
import ServiceLifecycle
import StreavDomain
import StreavPorts
import StreavSQL
import StreavStore

/// Keeps the history of connections within bounds, and from it and the servers' load makes the statistics: once a
/// minute, wherever the control plane runs. A lease lets one do it; two that do it do no harm.
public struct ConnectionUpkeepService: NamedService {
    /// How long a connection is remembered, from its beginning.
    public static let retention: Duration = .seconds(30 * 86_400)
    /// How many are remembered.
    public static let limit = 1_000_000
    /// One that no node has reported for so long is over: its server was deleted, or died while nobody looked.
    static let patience: Duration = .seconds(600)
    static let interval: Duration = .seconds(60)
    static let pruneBatch = 1000
    /// Batches of one round: what is left waits for the next.
    static let batchLimit = 50
    /// Streams, servers and countries that are counted by themselves each minute.
    static let memberLimit = 200
    private static let leasePool = "connection-upkeep"
    private static let lease: Duration = .seconds(90)

    private let database: any Database
    private let cache: any Cache
    private let clock: StreavClock
    private let member: String
    private let logger: Logger

    public init(platform: Platform) {
        database = platform.database
        cache = platform.cache
        clock = platform.clock
        logger = platform.logger
        member = platform.entropy.fork("connection-upkeep").token(length: 22)
    }

    public func run() async throws {
        await cancelWhenGracefulShutdown {
            repeat {
                guard await holdsLease() else { continue }
                do {
                    try await round()
                } catch {
                    if Task.isCancelled { return }
                    logger.warning("The statistics of a minute could not be made.", metadata: ["error": "\(error)"])
                }
            } while (try? await clock.sleep(for: Self.interval)) != nil
        }
        _ = try? await cache.release(member, in: Self.leasePool)
    }

    func round() async throws {
        let now = clock.wallNow
        let forgotten = now.advanced(by: .zero - Self.patience)
        try await repeating {
            try $0.connections.endForgotten(seenBefore: forgotten, reason: "unknown", limit: Self.pruneBatch)
        }
        try await sample(now)
        let oldest = now.advanced(by: .zero - Self.retention)
        let crowded = try await database.read { try $0.connections.start(after: Self.limit) }
        let bound = max(oldest, crowded ?? oldest)
        try await repeating { try $0.connections.prune(startedBefore: bound, limit: Self.pruneBatch) }
        try await database.write { _ = try $0.statistics.prune(now: now) }
    }

    private func repeating(
        _ body: @escaping @Sendable (any DatabaseConnection) throws -> Int
    ) async throws {
        for _ in 0..<Self.batchLimit {
            guard try await database.write(body) == Self.pruneBatch else { return }
        }
    }

    /// What is now, noted for the minute that is over.
    private func sample(_ now: Timestamp) async throws {
        let end = StatisticsTable.Resolution.minute.start(of: now)
        let start = end.advanced(by: .zero - Self.interval)
        try await database.write { connection in
            let samples = try Self.samples(connection, from: start, to: end)
            try connection.statistics.add(minute: start, samples)
        }
    }

    /// Media is known by server alone, as the rate at this moment.
    private static func samples(
        _ connection: any DatabaseConnection, from start: Timestamp, to end: Timestamp
    ) throws -> [StatisticsTable.Sample] {
        let servers = try connection.servers.all().filter { $0.health.wasSeen && !$0.health.isLost }
        let bytes = servers.map { $0.load.outgoingBitsPerSecond / 8 * 60 }
        var samples = [
            StatisticsTable.Sample(
                dimension: "all", member: "all", viewers: try connection.connections.openCount(),
                sessions: try connection.connections.begun(from: start, to: end), bytes: bytes.reduce(0, +))
        ]
        for (server, bytes) in zip(servers, bytes).prefix(memberLimit) {
            samples.append(
                .init(dimension: "server", member: "\(server.id)", viewers: server.load.viewers, bytes: bytes))
        }
        let kinds: [(String, ConnectionTable.Dimension)] = [
            ("live_stream", .stream), ("format", .format), ("country", .country),
        ]
        for (dimension, kind) in kinds {
            for tally in try connection.connections.open(by: kind, limit: memberLimit) where !tally.member.isEmpty {
                // On-demand streams have no dimension of their own.
                guard kind != .stream || tally.member.hasPrefix("live ") else { continue }
                let member = kind == .stream ? String(tally.member.dropFirst(5)) : tally.member
                samples.append(.init(dimension: dimension, member: member, viewers: tally.count))
            }
        }
        return samples
    }

    private func holdsLease() async -> Bool {
        do throws(CacheError) {
            let outcome = try await cache.lease(
                member, in: Self.leasePool, limit: 1, timeToLive: Self.lease, replacing: nil)
            guard case .granted = outcome else { return false }
            return true
        } catch {
            return true
        }
    }
}
