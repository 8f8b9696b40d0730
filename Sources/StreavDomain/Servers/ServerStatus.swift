/// Whether a server serves.
public enum ServerStatus: Int32, CaseIterable, Hashable, Sendable, Codable {
    case active = 1
    /// Keeps the viewers it has and admits no others. Its live streams go to other servers, where there are any.
    case draining = 2
    /// Runs nothing.
    case disabled = 3
}
