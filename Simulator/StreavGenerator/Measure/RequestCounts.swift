import StreavLoad

/// What came of requests of one kind.
struct RequestCounts: Sendable {
    private(set) var started = 0
    /// By status.
    private(set) var answers: [Int: Int] = [:]
    /// Without an answer, by the reason.
    private(set) var failures: [String: Int] = [:]
    /// Milliseconds from when they were meant to start to their end.
    private(set) var latency = Histogram()
    private(set) var bytes = 0

    mutating func start() { started += 1 }

    mutating func receive(bytes count: Int) { bytes += count }

    mutating func answer(_ response: LoadResponse) {
        answers[response.status, default: 0] += 1
        latency.record(response.timing.latency.milliseconds)
    }

    mutating func fail(_ failure: TransferFailure) {
        failures[failure.word, default: 0] += 1
    }

    mutating func merge(_ other: RequestCounts) {
        started += other.started
        answers.merge(other.answers, uniquingKeysWith: +)
        failures.merge(other.failures, uniquingKeysWith: +)
        latency.merge(other.latency)
        bytes += other.bytes
    }

    var answered: Int { answers.values.reduce(0, +) }
    var serverErrors: Int { answers.reduce(0) { $1.key >= 500 ? $0 + $1.value : $0 } }
}

extension Duration {
    var milliseconds: Double {
        let (seconds, attoseconds) = components
        return Double(seconds) * 1e3 + Double(attoseconds) * 1e-15
    }
}
