public import Logging
import NIOCore
import NIOPosix
import StreavDomain
import StreavLoad
public import StreavPorts
public import StreavScenario
import Synchronization

/// One run of a scenario against a platform.
public final class LoadRun: Sendable {
    /// How far apart the generator looks at its own timers.
    static let beat = Duration.milliseconds(20)
    /// How long clients that leave are given.
    private static let farewell: Duration = .milliseconds(500)

    private let scenario: Scenario
    private let target: LoadTarget
    private let seed: UInt64
    private let clock: StreavClock
    private let draw: ClientDraw
    private let threads: Int
    private let logger: Logger
    private let isInterrupted = Atomic(false)

    /// - Parameters:
    ///   - entropy: Made from `seed`.
    ///   - threads: Event loops that drive clients; 1 or more.
    ///   - hasCacheFailed: Whether the platform's cache has failed a moment ago, although the scenario did not want it:
    ///     places may be counted wrongly then. Called by all event loops.
    public init(
        scenario: Scenario, target: LoadTarget, seed: UInt64, entropy: any Entropy, threads: Int, clock: StreavClock,
        logger: Logger, hasCacheFailed: @escaping @Sendable () -> Bool = { false }
    ) {
        self.scenario = scenario
        self.target = target
        self.seed = seed
        self.clock = clock
        self.threads = threads
        self.logger = logger
        draw = ClientDraw(scenario: scenario, target: target, entropy: entropy, hasCacheFailed: hasCacheFailed)
    }

    /// Ends the run early: there will be no verdict but that it was interrupted.
    public func interrupt() {
        isInterrupted.store(true, ordering: .relaxed)
    }

    /// Runs to the end of the scenario.
    ///
    /// - Parameter progress: Called each second.
    public func run(_ progress: @Sendable (LoadProgress) -> Void) async throws -> LoadOutcome {
        let group = MultiThreadedEventLoopGroup(numberOfThreads: threads)
        let result: Result<LoadOutcome, any Error>
        do {
            result = .success(try await drive(group, progress))
        } catch {
            result = .failure(error)
        }
        try await group.shutdownGracefully()
        return try result.get()
    }

    private func drive(
        _ group: MultiThreadedEventLoopGroup, _ progress: @Sendable (LoadProgress) -> Void
    ) async throws -> LoadOutcome {
        let address = try SocketAddress.makeAddressResolvingHost(target.host, port: target.port)
        let started = clock.monotonicNow
        var drivers: [LoopDriver] = []
        for (index, loop) in Array(group.makeIterator()).enumerated() {
            let driver = LoopDriver(
                index: index, of: threads, loop: loop, draw: draw, address: address, clock: clock, started: started)
            try await driver.begin()
            drivers.append(driver)
        }
        var watch = GeneratorWatch()
        var timeline: [LoadProgress] = []
        var aborted: ThresholdResult?
        var breaches = AbortWatch(scenario.thresholds)
        var second = 0
        while true {
            second += 1
            let due = started + .seconds(second)
            guard due <= started + scenario.duration, !isInterrupted.load(ordering: .relaxed), aborted == nil else {
                break
            }
            // Cancelled: the process was asked to end.
            guard (try? await clock.sleep(until: due)) != nil else {
                interrupt()
                break
            }
            let snapshots = try await drivers.asyncMap { try await $0.snapshot() }
            let merged = LoopMeasure.merged(snapshots.map(\.measure), cohorts: scenario.cohorts.count)
            let now = LoadProgress(
                second: second, measure: merged, before: timeline.last,
                generator: watch.take(snapshots, at: clock.monotonicNow))
            timeline.append(now)
            progress(now)
            let reading = MeasureReading(merged, scenario: scenario, seconds: Double(second))
            aborted = breaches.check(reading, at: .seconds(second)).first
        }
        let elapsed = min(clock.monotonicNow - started, scenario.duration)
        for driver in drivers { try await driver.stop() }
        try? await clock.sleep(for: Self.farewell)
        let snapshots = try await drivers.asyncMap { try await $0.snapshot() }
        let merged = LoopMeasure.merged(snapshots.map(\.measure), cohorts: scenario.cohorts.count)
        return LoadOutcome(
            scenario: scenario, seed: seed, elapsed: elapsed, measure: merged, timeline: timeline, generator: watch,
            aborted: aborted, isInterrupted: isInterrupted.load(ordering: .relaxed))
    }
}

extension Array {
    fileprivate func asyncMap<Value>(_ body: (Element) async throws -> Value) async throws -> [Value] {
        var values: [Value] = []
        values.reserveCapacity(count)
        for element in self { values.append(try await body(element)) }
        return values
    }
}
