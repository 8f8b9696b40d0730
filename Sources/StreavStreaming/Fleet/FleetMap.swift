public import StreavDomain
import Synchronization

/// What this node knows of the fleet: which node runs which live stream, and where players reach it. It is good for as
/// long as nobody can be asked.
public final class FleetMap: Sendable {
    /// Where a live stream is.
    public enum Place: Hashable, Sendable {
        case here
        /// - publicURL: Without a slash at its end.
        case elsewhere(publicURL: String, generation: Int64)
        /// There is such a stream, and no node to send anybody to.
        case nowhere
        /// There is no such stream.
        case unknown
        /// This node has not learned yet what there is.
        case unsettled
    }

    /// A stream's assignment as this node acts on it.
    public struct Holding: Hashable, Sendable {
        public var server: ServerID?
        public var generation: Int64
    }

    private struct State: Sendable {
        var own: ServerID?
        var isSettled = false
        var servers: [ServerID: Server] = [:]
        var holdings: [LiveStreamID: Holding] = [:]
    }

    private let state = Mutex(State())
    private let refresh = Mutex<(@Sendable () async -> Void)?>(nil)

    public init() {}

    // MARK: Learning

    /// What a reading of the assignments comes to: of each stream the higher generation counts, so that a reading that
    /// is behind takes nothing back. Streams that are not in it are gone.
    public func merging(_ assignments: [ServerAssignment]) -> [LiveStreamID: Holding] {
        let known = state.withLock { $0.holdings }
        return Dictionary(
            assignments.map { assignment in
                let read = Holding(server: assignment.server, generation: assignment.generation)
                let present = known[assignment.liveStream]
                return (assignment.liveStream, present.map { $0.generation > read.generation ? $0 : read } ?? read)
            }, uniquingKeysWith: { first, _ in first })
    }

    /// - Parameter own: Nil while this process is no server of the fleet.
    public func update(own: ServerID?, servers: [Server], holdings: [LiveStreamID: Holding]) {
        state.withLock { state in
            state.own = own
            state.servers = Dictionary(servers.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
            state.holdings = holdings
            state.isSettled = true
        }
    }

    /// This process is no server of the fleet, until the next reading.
    public func disown() {
        state.withLock { $0.own = nil }
    }

    /// Servers come and go between two readings of assignments.
    public func update(servers: [Server]) {
        state.withLock { state in
            state.servers = Dictionary(servers.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
        }
    }

    /// - Parameter refresh: Reads what there is to know and puts it in here; takes no longer than a player may wait.
    public func onDemand(_ refresh: @escaping @Sendable () async -> Void) {
        self.refresh.withLock { $0 = refresh }
    }

    /// A player was sent here by a node that knows more than this one: returns when this one has read it, if it can.
    public func catchUp() async {
        await refresh.withLock { $0 }?()
    }

    // MARK: Asking

    /// The server that this process is.
    public var own: ServerID? { state.withLock { $0.own } }

    public func place(of stream: LiveStreamID) -> Place {
        state.withLock { state in
            guard state.isSettled else { return .unsettled }
            guard let holding = state.holdings[stream] else { return .unknown }
            guard let id = holding.server else { return .nowhere }
            if id == state.own { return .here }
            guard let server = state.servers[id], server.isReachable else { return .nowhere }
            return .elsewhere(publicURL: Self.base(server), generation: holding.generation)
        }
    }

    /// There is such a stream, on whatever node.
    public func isKnown(_ stream: LiveStreamID) -> Bool {
        state.withLock { $0.holdings[stream] != nil }
    }

    /// Another node to open an on-demand stream at, while this one is to get no more viewers: any has the files. Nil
    /// while this one serves, or no other does.
    public func substitute(for stream: OnDemandStreamID) -> String? {
        state.withLock { state in
            guard let own = state.own.flatMap({ state.servers[$0] }), own.standing != .taking else { return nil }
            let others = state.servers.values.filter { $0.standing == .taking && $0.id != own.id }
                .sorted { $0.id < $1.id }
            return others.isEmpty ? nil : Self.base(others[Int(stream.rawValue.magnitude) % others.count])
        }
    }

    /// The other nodes that answer, as far as anybody knows: they may be asked for files.
    public var peers: [NodePeer] {
        state.withLock { state in
            guard state.own != nil else { return [] }
            return state.servers.values.filter { $0.id != state.own && $0.isReachable }.map { server in
                NodePeer(id: server.id, name: server.details.name, publicURL: Self.base(server))
            }
        }
    }

    /// Other nodes may know of sessions that this one does not.
    public var hasOthers: Bool {
        state.withLock { state in state.servers.values.contains { $0.id != state.own && $0.health.wasSeen } }
    }

    /// An administrator wants nobody new here.
    public var isSwitchedOff: Bool {
        state.withLock { state in
            state.own.flatMap { state.servers[$0] }.map { $0.details.status != .active } ?? false
        }
    }

    private static func base(_ server: Server) -> String {
        let url = server.details.publicURL
        return url.hasSuffix("/") ? String(url.dropLast()) : url
    }
}
