import Logging
import StreavGenerator
import StreavLocal
import StreavPorts
import StreavScenario

/// One `streav-sim load`: drives the run, says how it goes, writes its reports, and gives the verdict.
struct LoadSession: Sendable {
    let scenario: Scenario
    let seed: UInt64
    let options: LoadOptions
    let report: ReportFolder?
    let faults: SourceFaults

    /// As many as there are clients, so that each has a place of its own.
    var subscribers: Int {
        let clients = scenario.cohorts.reduce(0.0) { sum, cohort in
            switch cohort.load {
            case .population(let count): sum + Double(count)
            case .arrivals(let phases): sum + phases.reduce(0) { $0 + $1.expectedArrivals * 1.2 + 10 }
            }
        }
        return scenario.platform.subscribers ?? max(1, Int(clients))
    }

    /// Waits until every channel lists as much as it does for hours: viewers of a younger one stall, which is nothing
    /// that a run is to measure.
    func settle(_ target: LoadTarget) async {
        guard scenario.cohorts.contains(where: { $0.kind.watchesChannels }) else { return }
        let wait = scenario.platform.segment * 3 + .seconds(3)
        StandardError.write("Letting \(target.channels.count) channels settle for \(wait.components.seconds) s.\n")
        // Cancelled: the run notices by itself.
        try? await StreavClock.system.sleep(for: wait)
    }

    /// - Returns: Nil when the run broke.
    func run(_ target: LoadTarget, logLevel: Logger.Level) async -> VerdictEvent? {
        var logger = Logger(label: "streav-sim.load")
        logger.logLevel = logLevel
        StandardError.write("\(scenario.name), seed \(seed), \(scenario.duration.components.seconds) s\n")
        let run = LoadRun(
            scenario: scenario, target: target, seed: seed, entropy: SeededEntropy(seed: seed).fork("load"),
            threads: options.threads, clock: .system, logger: logger)
        faults.begin(at: StreavClock.system.monotonicNow)
        let screen = ProgressScreen(duration: scenario.duration)
        do {
            var outcome = try await run.run { screen.show($0) }
            outcome.add(sightings: faults.sightings)
            screen.end()
            try report?.write(outcome)
            StandardError.write(outcome.table)
            return VerdictEvent(outcome, report: report?.path)
        } catch {
            StandardError.write("streav-sim: the run failed: \(error)\n")
            return nil
        }
    }
}
