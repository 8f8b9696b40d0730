import StreavLoad

/// What one event loop measured.
struct LoopMeasure: Sendable {
    var cohorts: [CohortMeasure]
    private(set) var violations: [Violation] = []
    private(set) var violationCount = 0
    /// Milliseconds that the loop's own timer was late.
    var lateness = Histogram()
    /// What programs wrote through the API, by its mark.
    var written: [String: WrittenSubscriber] = [:]
    /// Sessions at a time, of each cohort and then of all; empty but on one loop, since they are counted together.
    var sessions: [SessionLevels.Reading] = []
    /// Descriptors or ports that were not to be had.
    var exhaustions = 0

    /// Violations that are kept whole; all are counted.
    static let keptViolations = 100

    init(cohorts: Int) {
        self.cohorts = Array(repeating: CohortMeasure(), count: cohorts)
    }

    mutating func add(_ violation: Violation) {
        violationCount += 1
        if violations.count < Self.keptViolations { violations.append(violation) }
    }

    mutating func merge(_ other: LoopMeasure) {
        for index in cohorts.indices { cohorts[index].merge(other.cohorts[index]) }
        violationCount += other.violationCount
        violations = Array((violations + other.violations).sorted { $0.time < $1.time }.prefix(Self.keptViolations))
        lateness.merge(other.lateness)
        exhaustions += other.exhaustions
        written.merge(other.written) { own, _ in own }
        if sessions.isEmpty { sessions = other.sessions }
    }
}

extension LoopMeasure {
    static func merged(_ parts: [LoopMeasure], cohorts: Int) -> LoopMeasure {
        var whole = LoopMeasure(cohorts: cohorts)
        for part in parts { whole.merge(part) }
        return whole
    }
}
