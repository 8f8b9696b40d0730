/// Something about an input that is worth a line in the log.
public enum SourceNotice: Sendable, Equatable {
    case failed(input: Int, failure: SourceFailure, retryIn: Duration)
    /// Another input is on air, or the same after it was reopened.
    case onAir(input: Int, previous: Int?)
    case degraded(input: Int)
    case recovered(input: Int)
    /// The input's tracks are not those of the active one.
    case divergentInputs(active: Int, other: Int)
    case allDown
}
