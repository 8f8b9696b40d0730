public import StreavDomain

/// The streams of a node, of both kinds.
public struct NodeStreams: StreamDirectory {
    private let live: LiveChannels
    private let onDemand: OnDemandPlans
    private let fleet: FleetMap?

    /// - Parameter fleet: Nil where this node is the only one.
    public init(live: LiveChannels, onDemand: OnDemandPlans, fleet: FleetMap? = nil) {
        self.live = live
        self.onDemand = onDemand
        self.fleet = fleet
    }

    public func exists(_ stream: StreamID) -> Bool {
        if targetDuration(of: stream) != nil { return true }
        return stream.live.flatMap { live in fleet?.isKnown(live) } ?? false
    }

    public func prepare(_ stream: StreamID) async throws(EntitlementUnavailable) {
        guard let id = stream.onDemand else { return }
        _ = try await onDemand.plan(id)
    }

    public func targetDuration(of stream: StreamID) -> Duration? {
        switch stream {
        case .live: live.targetDuration(of: stream)
        case .onDemand(let id): onDemand.known(id).map { _ in OnDemandLibrary.segmentTarget }
        }
    }
}
