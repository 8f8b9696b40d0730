import StreavLoad

/// What came of requests of one kind.
struct RequestCounts: Sendable {
    private(set) var started = 0
    /// By status.
    private(set) var answers: [Int: Int] = [:]
    /// Without an answer, by the reason.
    private(set) var failures: [String: Int] = [:]
    /// Milliseconds from when they were meant to start to their end, by status.
    private(set) var latencies: [Int: Histogram] = [:]
    private(set) var bytes = 0

    mutating func start() { started += 1 }

    mutating func receive(bytes count: Int) { bytes += count }

    mutating func answer(_ response: LoadResponse) {
        answers[response.status, default: 0] += 1
        latencies[response.status, default: Histogram()].record(response.timing.latency.milliseconds)
    }

    /// An answer of which nothing else is known.
    mutating func answer(status: Int) {
        answers[status, default: 0] += 1
    }

    mutating func fail(_ failure: TransferFailure) {
        failures[failure.word, default: 0] += 1
    }

    mutating func merge(_ other: RequestCounts) {
        started += other.started
        answers.merge(other.answers, uniquingKeysWith: +)
        failures.merge(other.failures, uniquingKeysWith: +)
        for (status, latency) in other.latencies { latencies[status, default: Histogram()].merge(latency) }
        bytes += other.bytes
    }

    var latency: Histogram { latency { _ in true } }

    /// Of answers of some statuses.
    func latency(where isWanted: (Int) -> Bool) -> Histogram {
        latencies.filter { isWanted($0.key) }.sorted { $0.key < $1.key }.reduce(into: Histogram()) {
            $0.merge($1.value)
        }
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
