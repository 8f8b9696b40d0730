import StreavLoad
public import StreavScenario

/// What a run came to.
public struct LoadOutcome: Sendable {
    public let scenario: Scenario
    public let seed: UInt64
    public let elapsed: Duration
    public let timeline: [LoadProgress]
    public let generator: GeneratorWatch
    public let isInterrupted: Bool
    let measure: LoopMeasure
    let aborted: ThresholdResult?

    init(
        scenario: Scenario, seed: UInt64, elapsed: Duration, measure: LoopMeasure, timeline: [LoadProgress],
        generator: GeneratorWatch, aborted: ThresholdResult?, isInterrupted: Bool
    ) {
        self.scenario = scenario
        self.seed = seed
        self.elapsed = elapsed
        self.measure = measure
        self.timeline = timeline
        self.generator = generator
        self.aborted = aborted
        self.isInterrupted = isInterrupted
    }

    var reading: MeasureReading {
        MeasureReading(measure, scenario: scenario, seconds: elapsed.milliseconds / 1000)
    }

    /// Of every threshold, in the order of the scenario.
    public var results: [ThresholdResult] {
        scenario.thresholds.map { $0.evaluate(against: reading) }
    }

    /// How often each named event happened.
    public var sightings: [String: Int] {
        measure.cohorts.reduce(into: others) { $0.merge($1.sightings, uniquingKeysWith: +) }
    }

    /// Events that others saw than clients.
    private var others: [String: Int] = [:]

    public mutating func add(sightings: [String: Int]) {
        others.merge(sightings, uniquingKeysWith: +)
    }

    public var violations: [Violation] { measure.violations }
    public var violationCount: Int { measure.violationCount }

    /// Why there is no verdict; empty: the generator kept up.
    public var saturation: [String] { generator.saturation(measure) }

    public var verdict: ExitVerdict {
        var findings: [Finding] = []
        if isInterrupted { findings.append(Finding(.interrupted, "The run was interrupted after \(elapsed).")) }
        for violation in violations {
            findings.append(
                Finding(
                    .invariantViolated,
                    "\(violation.invariant) at \(violation.time) s, viewer \(violation.viewer) of \(violation.cohort): "
                        + violation.detail))
        }
        for reason in saturation {
            findings.append(Finding(.generatorSaturated, "The generator was the bottleneck: \(reason)."))
        }
        for result in results where !result.holds {
            let value = result.value.map { PlainText.number($0) } ?? "no sample"
            findings.append(Finding(.thresholdFailed, "\(result.threshold): \(value)"))
        }
        for event in scenario.expectations where sightings[event.name, default: 0] == 0 {
            findings.append(Finding(.sometimesMissed, "\(event.name) never happened."))
        }
        return ExitVerdict(findings: findings)
    }

    /// The command that repeats the run.
    public var command: String {
        "streav-sim load \(scenario.name) --seed \(seed)"
    }
}
