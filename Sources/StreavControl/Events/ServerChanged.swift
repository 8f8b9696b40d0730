public import StreavDomain

/// A streaming node was set up, changed or deleted by an administrator.
public struct ServerChanged: ControlEvent, Hashable {
    public static let type = "server.changed"

    public var id: ServerID
    public var generation: Int64

    public var aggregate: String { "server/\(id)" }

    public init(id: ServerID, generation: Int64) {
        self.id = id
        self.generation = generation
    }
}
