/// Who does something, as the activity log remembers it.
public struct Actor: Hashable, Sendable {
    public enum Kind: Int32, CaseIterable, Hashable, Sendable, Codable {
        /// A user of the dashboard.
        case user = 1
        /// An OAuth application.
        case application = 2
        /// The platform itself.
        case system = 3
        /// An administrator at the command line.
        case commandLine = 4
    }

    public var kind: Kind
    /// The user's or application's id.
    public var id: Int32?
    /// The name at the time.
    public var name: String
    /// The trusted address the request came from.
    public var address: String?

    public init(kind: Kind, id: Int32? = nil, name: String, address: String? = nil) {
        self.kind = kind
        self.id = id
        self.name = name
        self.address = address
    }

    /// The platform itself, doing `task`.
    public static func system(_ task: String) -> Actor { Actor(kind: .system, name: task) }
}
