public import StreavDomain

/// A live stream was made, changed, switched on or off, or deleted.
public struct LiveStreamChanged: ControlEvent, Hashable {
    public static let type = "live-stream.changed"

    public var id: LiveStreamID
    public var generation: Int64
    public var isDeleted: Bool

    public var aggregate: String { "live-stream/\(id)" }

    public init(id: LiveStreamID, generation: Int64, isDeleted: Bool) {
        self.id = id
        self.generation = generation
        self.isDeleted = isDeleted
    }
}
