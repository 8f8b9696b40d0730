import Logging
import StreavAssembly
import StreavGenerator
import StreavLocal
import StreavPorts
import StreavScenario
import Synchronization

/// One `streav-sim load`: drives the run, breaks what the scenario breaks, says how it goes, judges what is left
/// behind, writes the reports, and gives the verdict.
struct LoadSession: Sendable {
    let scenario: Scenario
    let seed: UInt64
    let options: LoadOptions
    let report: ReportFolder?
    let faults: FaultTimeline
    let watch: PlatformWatch

    private let clock = StreavClock.system
    /// What was not as before in time, where that was judged while the load was on.
    private let judged = EarlyJudgement()

    /// As many as there are clients, so that each has a place of its own, and one that is shared.
    var subscribers: Int {
        scenario.platform.subscribers ?? max(1, clients { $0.persona != .lapsing } + 1)
    }

    var lapsing: Int { min(clients { $0.persona == .lapsing }, Self.lapsingLimit) }

    private func clients(_ isCounted: (Cohort) -> Bool) -> Int {
        Int(
            scenario.cohorts.filter(isCounted).reduce(0.0) { sum, cohort in
                switch cohort.load {
                case .population(let count): sum + Double(count)
                case .arrivals(let phases): sum + phases.reduce(0) { $0 + $1.expectedArrivals * 1.2 + 10 }
                }
            })
    }

    /// Subscriptions that end in one run.
    private static let lapsingLimit = 1_000

    /// Waits until every channel lists as much as it does for hours: viewers of a younger one stall, which is nothing
    /// that a run is to measure.
    func settle(_ target: LoadTarget) async {
        guard scenario.cohorts.contains(where: { $0.kind.watchesChannels }) else { return }
        let wait = scenario.platform.segment * 3 + .seconds(3)
        StandardError.write("Letting \(target.channels.count) channels settle for \(wait.components.seconds) s.\n")
        // Cancelled: the run notices by itself.
        try? await clock.sleep(for: wait)
    }

    /// - Parameters:
    ///   - platform: Nil: another process's, which nobody here can look into.
    ///   - lapses: Subscriptions that end while they are used; nil: none.
    /// - Returns: Nil when the run broke.
    func run(
        _ target: LoadTarget, against platform: PlatformView?, lapses: SubscriptionLapses? = nil,
        logLevel: Logger.Level
    ) async -> VerdictEvent? {
        var logger = Logger(label: "streav-sim.load")
        logger.logLevel = logLevel
        StandardError.write("\(scenario.name), seed \(seed), \(scenario.duration.components.seconds) s\n")
        let run = LoadRun(
            scenario: scenario, target: target, seed: seed, entropy: SeededEntropy(seed: seed).fork("load"),
            threads: options.threads, clock: clock, logger: logger, hasCacheFailed: { [watch] in watch.hasCacheFailed })
        let screen = ProgressScreen(duration: scenario.duration)
        let before = platform.map { _ in ProcessResources.now() }
        let start = clock.monotonicNow
        faults.begin(at: start)
        do {
            var outcome = try await withThrowingTaskGroup(of: Void.self) { group in
                if let platform {
                    group.addTask { await attend(platform, from: start, screen) }
                }
                if let lapses {
                    group.addTask { await lapses.run(from: start) }
                }
                let outcome = try await run.run { screen.show($0) }
                group.cancelAll()
                return outcome
            }
            if options.backend != .local { outcome.options.append("--backend \(options.backend.rawValue)") }
            screen.end()
            if let platform, let before {
                await conclude(&outcome, platform, before: before, from: start)
            }
            try report?.write(outcome)
            StandardError.write(outcome.table)
            return VerdictEvent(outcome, report: report?.path)
        } catch {
            StandardError.write("streav-sim: the run failed: \(error)\n")
            return nil
        }
    }

    /// Breaks and watches the platform while the load is on.
    private func attend(_ platform: PlatformView, from start: MonotonicInstant, _ screen: ProgressScreen) async {
        let driver = FaultDriver(faults: faults, cache: platform.cache, nodes: platform.control, clock: clock) {
            screen.say($0)
        }
        await withTaskGroup(of: Void.self) { group in
            group.addTask { await driver.run(from: start) }
            group.addTask {
                while (try? await clock.sleep(for: Self.countInterval)) != nil { watch.counted(platform.sessions) }
            }
            guard !faults.isEmpty else { return }
            group.addTask {
                let healed = start + faults.healed
                guard (try? await clock.sleep(until: healed)) != nil else { return }
                let judge = ConvergenceJudge(view: platform, clock: clock)
                let missing = await judge.wait(until: healed + scenario.converge)
                // Nobody waited long enough, where the load has ended before.
                guard missing.isEmpty || !Task.isCancelled else { return }
                judged.missing.withLock { $0 = missing }
            }
        }
    }

    /// What is to be said of the platform once everybody has left.
    private func conclude(
        _ outcome: inout LoadOutcome, _ platform: PlatformView, before: ProcessResources, from start: MonotonicInstant
    ) async {
        outcome.add(sightings: faults.sightings)
        if watch.cacheFailures > 0 {
            StandardError.write(
                "streav-sim: the cache failed or was late \(watch.cacheFailures) times, which the scenario did not "
                    + "want; for half a minute after each, wrong counts of places are no violation.\n")
        }
        if !faults.isEmpty, !outcome.isInterrupted {
            StandardError.write("Waiting until all is as before.\n")
            let judge = ConvergenceJudge(view: platform, clock: clock)
            let healed = start + faults.healed
            if let missing = judged.missing.withLock({ $0 }) {
                outcome.add(unconverged: missing)
            } else {
                outcome.add(unconverged: await judge.wait(until: healed + scenario.converge))
            }
            // INV-CONN (d): a silent death gives its place back within a lease's life and a tick.
            let quiet = max(clock.monotonicNow, healed + scenario.converge) + Self.quiescence
            outcome.add(unconverged: await judge.wait(until: quiet, isQuiet: true))
            if let published = try? await platform.publishedEvents { watch.published(published) }
            before.compare(with: .now(), clients: outcome.clients, watch: watch)
        }
        if let notes = try? await platform.notes(withPrefix: WrittenSubscriber.prefix) {
            watch.acknowledged(outcome.written, notes: notes)
        }
        outcome.add(violations: watch.violations, count: watch.violationCount)
    }

    private static let countInterval = Duration.seconds(1)
    private static let quiescence = Duration.seconds(35)
}
