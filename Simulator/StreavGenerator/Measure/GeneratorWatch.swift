import StreavLoad
import StreavPorts

/// The generator's own health: whether what it measured is worth anything.
public struct GeneratorWatch: Sendable {
    /// Scheduling lateness, p99, in milliseconds.
    public static let latenessLimit = 50.0
    /// Of a core, for so many seconds in a row.
    public static let busyLimit = 0.9
    public static let busySeconds = 10

    /// At one second.
    public struct Sample: Sendable {
        /// Of the busiest thread, of a core.
        public var busiest: Double
        /// Milliseconds, p99 since the start.
        public var lateness: Double
    }

    private var last: (processor: [Double], at: MonotonicInstant)?
    private var busyInARow = 0
    public private(set) var longestBusy = 0
    public private(set) var peak = 0.0

    public init() {}

    mutating func take(_ snapshots: [LoopDriver.Snapshot], at now: MonotonicInstant) -> Sample {
        let processor = snapshots.map(\.processorSeconds)
        var busiest = 0.0
        if let last, now > last.at {
            let seconds = (now - last.at).milliseconds / 1000
            busiest = zip(processor, last.processor).map { ($0 - $1) / seconds }.max() ?? 0
        }
        last = (processor, now)
        busyInARow = busiest > Self.busyLimit ? busyInARow + 1 : 0
        longestBusy = max(longestBusy, busyInARow)
        peak = max(peak, busiest)
        var lateness = Histogram()
        for snapshot in snapshots { lateness.merge(snapshot.measure.lateness) }
        return Sample(busiest: busiest, lateness: lateness.percentile(99) ?? 0)
    }

    /// Why there is no verdict, one sentence each; empty: the generator kept up.
    func saturation(_ measure: LoopMeasure) -> [String] {
        var reasons: [String] = []
        if let late = measure.lateness.percentile(99), late > Self.latenessLimit {
            reasons.append("its timers were late: p99 \(Self.rounded(late)) ms, at most \(Int(Self.latenessLimit)) ms")
        }
        if longestBusy >= Self.busySeconds {
            reasons.append("a thread of it was busy over \(Int(Self.busyLimit * 100)) % for \(longestBusy) s in a row")
        }
        if measure.exhaustions > 0 {
            reasons.append("\(measure.exhaustions) connections found no descriptor or port on this machine")
        }
        return reasons
    }

    private static func rounded(_ value: Double) -> Double { (value * 10).rounded() / 10 }
}
