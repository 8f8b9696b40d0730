public import StreavDomain

/// The streams of a node, of both kinds.
public struct NodeStreams: StreamDirectory {
    private let live: LiveChannels
    private let onDemand: OnDemandPlans

    public init(live: LiveChannels, onDemand: OnDemandPlans) {
        self.live = live
        self.onDemand = onDemand
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
