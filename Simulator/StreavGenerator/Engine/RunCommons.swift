import StreavScenario

/// What all event loops of a run have in common. Whatever changes in it is behind a lock of its own.
final class RunCommons: Sendable {
    let segments = SegmentTruths()
    let faults: FaultTimes
    let sessions: SessionLevels
    let sockets = SocketBudget()
    let places = SharedPlaces()

    init(_ scenario: Scenario, hasCacheFailed: @escaping @Sendable () -> Bool) {
        faults = FaultTimes(scenario, hasCacheFailed: hasCacheFailed)
        sessions = SessionLevels(cohorts: scenario.cohorts.count)
    }
}
