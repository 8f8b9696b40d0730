public import StreavDomain

/// The node that runs a live stream is to do something with it now. Nobody else acts on it, and it is not kept: who
/// hears it late leaves it.
public struct LiveStreamSteered: ControlEvent, Hashable {
    public static let type = "live-stream.steered"

    public enum Action: String, Codable, Hashable, Sendable {
        /// Opens its sources anew, the best first.
        case restart
        /// Puts one of its sources on air and keeps it there while it is well.
        case switchSource = "switch-source"
    }

    public var id: LiveStreamID
    public var generation: Int64
    public var action: Action
    /// The place of the source to switch to, from 0; nil for a restart.
    public var source: Int?
    /// In milliseconds since 1970.
    public var askedAt: Int64

    public var aggregate: String { "live-stream/\(id)" }

    /// What is older when a node hears of it is not done any more.
    public static let validity: Duration = .seconds(60)

    public init(id: LiveStreamID, generation: Int64, action: Action, source: Int? = nil, askedAt: Timestamp) {
        self.id = id
        self.generation = generation
        self.action = action
        self.source = source
        self.askedAt = askedAt.milliseconds
    }
}
