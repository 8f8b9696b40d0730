/// Live streams were given to other servers.
public struct AssignmentsChanged: ControlEvent, Hashable {
    public static let type = "server.assignments-changed"

    /// The assignments' revision after the change.
    public var revision: Int64
    public var generation: Int64

    public var aggregate: String { "assignments" }

    public init(revision: Int64, generation: Int64) {
        self.revision = revision
        self.generation = generation
    }
}
