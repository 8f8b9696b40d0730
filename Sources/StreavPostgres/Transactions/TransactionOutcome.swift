/// How one attempt at a transaction went.
struct TransactionOutcome<Value: Sendable>: Sendable {
    enum Verdict: Sendable {
        /// Done.
        case value(Value)
        /// Nothing was done, and another attempt may succeed.
        case again(any Error)
        /// The connection had ended while it lay idle; nothing was even tried.
        case stale
        /// As it is.
        case failed(any Error)
    }

    let verdict: Verdict
    /// The connection is closed.
    let isBroken: Bool
}
