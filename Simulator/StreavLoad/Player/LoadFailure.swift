/// Why a request brought nothing.
public enum LoadFailure: Error, Sendable, Hashable, CustomStringConvertible {
    /// Another status than 200 or 206, with the delay of Retry-After where there is one.
    case status(Int, retryAfter: Duration? = nil)
    /// Refused, reset, or ended early.
    case connection
    case timeout
    /// The answer is not what was asked for; the sentence says why.
    case malformed(String)

    public var description: String {
        switch self {
        case .status(let code, nil): "status \(code)"
        case .status(let code, let delay?): "status \(code), to be retried after \(delay)"
        case .connection: "the connection failed"
        case .timeout: "no answer in time"
        case .malformed(let reason): "an answer that is of no use: \(reason)"
        }
    }
}
