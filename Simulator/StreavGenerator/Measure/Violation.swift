/// An invariant that did not hold.
public struct Violation: Sendable, Hashable, Codable {
    /// Such as `INV-SEQ`.
    public var invariant: String
    /// Seconds since the start of the run.
    public var time: Double
    /// The viewer who saw it.
    public var viewer: Int
    public var cohort: String
    /// What was seen, for people.
    public var detail: String
}
