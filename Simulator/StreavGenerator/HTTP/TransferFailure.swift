import StreavLoad

/// Why a request has no answer.
enum TransferFailure: Error, Hashable, Sendable {
    /// Nobody listens, or the connection was refused.
    case unreachable(String)
    /// The connection ended before the answer did.
    case closed
    case timedOut
    /// What came is no HTTP, or more than is kept.
    case malformed(String)
    /// This machine has no descriptor or port left: the generator's fault, nobody else's.
    case exhausted(String)
}

extension TransferFailure {
    /// In reports.
    var word: String {
        switch self {
        case .unreachable: "unreachable"
        case .closed: "closed"
        case .timedOut: "timed out"
        case .malformed: "malformed"
        case .exhausted: "exhausted"
        }
    }
}

extension TransferFailure {
    /// As players know it.
    var load: LoadFailure {
        switch self {
        case .timedOut: .timeout
        case .malformed(let reason): .malformed(reason)
        case .unreachable, .closed, .exhausted: .connection
        }
    }
}
