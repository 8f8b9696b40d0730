/// What samples are told apart by.
public enum MetricTag: String, Sendable, Hashable, CaseIterable, Comparable {
    /// The name of a cohort.
    case cohort
    /// A channel's number by popularity, from 1.
    case channel
    /// What a request was for, such as `playlist` or `segment`.
    case route
    /// A status (`404`), a class of them (`5xx`); for failures to start, `technical` or `denied`.
    case status
    /// A node's number, from 1.
    case node

    public static func < (left: MetricTag, right: MetricTag) -> Bool { left.rawValue < right.rawValue }
}
