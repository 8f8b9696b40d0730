/// Whether a server serves.
public enum ServerStatus: Int32, CaseIterable, Hashable, Sendable, Codable {
    case active = 1
    /// Keeps the viewers it has and admits no others.
    case draining = 2
    case disabled = 3
}
