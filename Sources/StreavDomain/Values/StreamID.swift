/// What a viewer can play. Live and on-demand streams are numbered apart, so a number alone names neither.
public enum StreamID: Hashable, Sendable {
    case live(LiveStreamID)
    case onDemand(OnDemandStreamID)

    /// Nil for an on-demand stream.
    public var live: LiveStreamID? {
        guard case .live(let id) = self else { return nil }
        return id
    }

    /// Nil for a live stream.
    public var onDemand: OnDemandStreamID? {
        guard case .onDemand(let id) = self else { return nil }
        return id
    }
}

extension StreamID: CustomStringConvertible {
    /// `live 7`, `on-demand 7`: for logs.
    public var description: String {
        switch self {
        case .live(let id): "live \(id)"
        case .onDemand(let id): "on-demand \(id)"
        }
    }
}
