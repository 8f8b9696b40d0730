/// Says when a run need not go on: a threshold that may end it has failed for as long as it is given.
///
/// Only what was measured fails here. That there is no sample yet is how every run begins.
public struct AbortWatch: Sendable {
    private var watched: [(threshold: Threshold, failingSince: Duration?)]

    public init(_ thresholds: [Threshold]) {
        watched = thresholds.filter { $0.abortAfter != nil }.map { ($0, nil) }
    }

    /// To be asked again and again, with times that do not go back. Gives the thresholds for which the run should end.
    public mutating func check(_ reading: some MetricReading, at time: Duration) -> [ThresholdResult] {
        var fatal: [ThresholdResult] = []
        for index in watched.indices {
            let result = watched[index].threshold.evaluate(against: reading)
            guard !result.holds, result.value != nil else {
                watched[index].failingSince = nil
                continue
            }
            let since = watched[index].failingSince ?? time
            watched[index].failingSince = since
            if let grace = result.threshold.abortAfter, time - since >= grace { fatal.append(result) }
        }
        return fatal
    }
}
