/// An invariant that did not hold.
public struct Violation: Sendable, Hashable, Codable {
    /// Such as `INV-SEQ`.
    public var invariant: String
    /// Seconds since the start of the run.
    public var time: Double
    /// The viewer who saw it; nil: it was seen in the platform itself.
    public var viewer: Int?
    public var cohort: String?
    /// What was seen, for people.
    public var detail: String

    public init(invariant: String, time: Double, viewer: Int? = nil, cohort: String? = nil, detail: String) {
        self.invariant = invariant
        self.time = time
        self.viewer = viewer
        self.cohort = cohort
        self.detail = detail
    }

    /// Who saw it, for people.
    public var witness: String {
        guard let viewer else { return "the platform" }
        return "viewer \(viewer) of \(cohort ?? "no cohort")"
    }
}
