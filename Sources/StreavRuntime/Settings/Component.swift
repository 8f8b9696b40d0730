/// The programs of a deployment.
public enum Component: String, Sendable, CaseIterable {
    case management, streaming, api

    /// The executable's name.
    public var program: String { "streav-\(rawValue)" }

    /// Where it listens unless it is told otherwise.
    public var defaultPort: Int {
        switch self {
        case .management: 8080
        case .streaming: 8000
        case .api: 5000
        }
    }
}
