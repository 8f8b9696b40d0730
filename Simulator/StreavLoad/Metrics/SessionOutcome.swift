/// How a session ended.
public enum SessionOutcome: String, Sendable, Hashable, CaseIterable, Codable {
    /// It played to its end.
    case finished
    /// The viewer closed it.
    case closed
    /// It was refused: by a limit, an expiry, a restriction. Whether that is a fault is for the scenario to say.
    case denied
    /// A fatal error that is nobody's wish.
    case failed
}
