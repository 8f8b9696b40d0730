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

    /// What the platform's own watch saw.
    private var platformViolations: [Violation] = []
    private var platformViolationCount = 0
    /// What was not as before within the time that the platform had after its faults, a sentence each.
    public private(set) var unconverged: [String] = []

    /// - Parameter count: Of all, those that were not kept included.
    public mutating func add(violations: [Violation], count: Int) {
        platformViolations += violations
        platformViolationCount += count
    }

    /// What programs wrote through the API, and what of it must be there.
    public var written: [WrittenSubscriber] { measure.written.values.sorted { $0.mark < $1.mark } }

    public mutating func add(unconverged sentences: [String]) {
        unconverged += sentences
    }

    public var violations: [Violation] {
        (measure.violations + platformViolations).sorted { $0.time < $1.time }
    }

    public var violationCount: Int { measure.violationCount + platformViolationCount }

    /// Who came in all.
    public var clients: Int { measure.cohorts.reduce(0) { $0 + $1.arrivals } }

    /// Why there is no verdict; empty: the generator kept up.
    public var saturation: [String] { generator.saturation(measure) }

    public var verdict: ExitVerdict {
        var findings: [Finding] = []
        if isInterrupted { findings.append(Finding(.interrupted, "The run was interrupted after \(elapsed).")) }
        for violation in violations {
            findings.append(
                Finding(
                    .invariantViolated,
                    "\(violation.invariant) at \(PlainText.fixed(violation.time, 3)) s, seen by \(violation.witness): "
                        + violation.detail))
        }
        for sentence in unconverged {
            findings.append(Finding(.notConverged, "The platform did not converge: \(sentence)."))
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
        (["streav-sim load \(scenario.name) --seed \(seed)"] + options).joined(separator: " ")
    }

    /// Of the command, what it was given besides scenario and seed that a repetition needs.
    public var options: [String] = []
}
