/// How arrivals are spread over a phase.
public enum ArrivalShape: String, Sendable, Hashable, CaseIterable {
    /// Evenly.
    case steady
    /// Rising, or falling, in a straight line: from nothing to the rate, or from the rate to `to`.
    case ramp
    /// The rate for the first half, `to` (twice the rate) for the second.
    case step
    /// The rate, and `to` (ten times the rate) for the tenth in the middle.
    case spike
    /// One wave: from nothing to the rate and back, or from the rate to `to` and back.
    case sine
    /// Nine of ten within the first minute, or the first half if that is shorter.
    case kickoff
    /// All of each half hour within its first minute.
    case epgBoundary = "epg-boundary"
    /// All within two seconds.
    case reconnectStorm = "reconnect-storm"

    public var hasTwoRates: Bool {
        switch self {
        case .ramp, .step, .spike, .sine: true
        case .steady, .kickoff, .epgBoundary, .reconnectStorm: false
        }
    }
}
