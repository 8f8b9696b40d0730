/// What the TYPE line of a metric says, for those that a closure reads.
public enum MetricKind: String, Sendable {
    case counter
    case gauge
}
