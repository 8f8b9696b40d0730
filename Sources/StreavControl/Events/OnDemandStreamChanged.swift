public import StreavDomain

/// An on-demand stream was made, changed or deleted.
public struct OnDemandStreamChanged: ControlEvent, Hashable {
    public static let type = "on-demand-stream.changed"

    public var id: OnDemandStreamID
    public var generation: Int64
    public var isDeleted: Bool

    public var aggregate: String { "on-demand-stream/\(id)" }

    public init(id: OnDemandStreamID, generation: Int64, isDeleted: Bool) {
        self.id = id
        self.generation = generation
        self.isDeleted = isDeleted
    }
}
