import StreavLoad

/// The run at one second.
public struct LoadProgress: Sendable {
    /// Since the start.
    public var second: Int
    /// Clients present, those that show media, and those that stall.
    public var present: Int
    public var playing: Int
    public var stalled: Int
    /// In this second.
    public var bytes: Int
    public var requests: Int
    /// Answers of status 500 and above, and requests without an answer, in this second.
    public var errors: Int
    /// Pooled since the start; nil before anything was shown. Sessions that have ended count.
    public var rebufferRatio: Double?
    /// Milliseconds, p95 since the start.
    public var startup: Double?
    public var violations: Int
    public var generator: GeneratorWatch.Sample
    private var allBytes: Int
    private var allRequests: Int
    private var allErrors: Int

    init(second: Int, measure: LoopMeasure, before: LoadProgress?, generator: GeneratorWatch.Sample) {
        self.second = second
        self.generator = generator
        present = measure.cohorts.reduce(0) { $0 + $1.present }
        playing = measure.cohorts.reduce(0) { $0 + $1.playing }
        stalled = measure.cohorts.reduce(0) { $0 + $1.stalled }
        let requests = measure.cohorts.flatMap(\.requests.values)
        allBytes = requests.reduce(0) { $0 + $1.bytes }
        allRequests = requests.reduce(0) { $0 + $1.started }
        allErrors = requests.reduce(0) { $0 + $1.serverErrors + $1.failures.values.reduce(0, +) }
        bytes = allBytes - (before?.allBytes ?? 0)
        self.requests = allRequests - (before?.allRequests ?? 0)
        errors = allErrors - (before?.allErrors ?? 0)
        violations = measure.violationCount
        var quality = QualitySummary()
        for cohort in measure.cohorts { quality.merge(cohort.quality) }
        rebufferRatio = quality.rebufferRatio
        startup = quality.startups.percentile(95)
    }
}
