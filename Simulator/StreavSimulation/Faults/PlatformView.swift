import StreavAssembly
import StreavDomain
import StreavPorts
import StreavSQL
import StreavStore
import StreavStreaming

/// The platform of a run as it is, behind everything that a scenario breaks: for those who judge it.
struct PlatformView: Sendable {
    let database: any Database
    let cache: any CacheInsides
    let broker: any MessageBroker
    /// Those that run now, by name.
    let nodes: @Sendable () -> [(name: String, node: StreamingNode)]
    /// How many channels are to be on air.
    let channels: Int
    /// Nil where nodes cannot be stopped alone.
    var control: (any NodeControl)?

    /// The sessions that all nodes keep, by the pool of their leases.
    var sessions: [String: Int] {
        var counts: [String: Int] = [:]
        for (_, node) in nodes() {
            for session in node.gatekeeper.snapshot() {
                counts[PlatformWatch.sessionPools + "\(session.subscriberID)", default: 0] += 1
            }
        }
        return counts
    }

    var leases: [String: Int] {
        get async throws { try await cache.leases(inPoolsWithPrefix: PlatformWatch.sessionPools) }
    }

    var outboxDepth: Int {
        get async throws { try await database.read { try $0.outbox.depth() } }
    }

    /// The ids of events that were published.
    var publishedEvents: [String] {
        get async throws { try await database.read { try $0.outbox.published() } }
    }

    /// The notes of subscribers that begin so.
    func notes(withPrefix prefix: String) async throws -> [String] {
        try await database.read { connection in
            let all: [String] = try connection.fetchColumn("SELECT note FROM subscribers WHERE note IS NOT NULL")
            return all.filter { $0.hasPrefix(prefix) }
        }
    }

    /// Messages that no consumer could act on.
    var deadLetters: Int {
        get async {
            var count = 0
            for (name, _) in nodes() {
                count += (try? await broker.depth(of: StreamingNode.deadLetterQueue(of: name))) ?? 0
            }
            return count
        }
    }

    /// The channels that some node has on air.
    var onAir: Set<LiveStreamID> {
        Set(nodes().flatMap { $0.node.channels.snapshots() }.filter { $0.state == .onAir }.map(\.id))
    }
}
