public import StreavDomain

/// A bundle was made, changed or deleted: what its subscribers may watch may be another thing now.
public struct BundleChanged: ControlEvent, Hashable {
    public static let type = "bundle.changed"

    public var id: BundleID
    public var generation: Int64
    public var isDeleted: Bool

    public var aggregate: String { "bundle/\(id)" }

    public init(id: BundleID, generation: Int64, isDeleted: Bool) {
        self.id = id
        self.generation = generation
        self.isDeleted = isDeleted
    }
}
