public import Logging
import NIOPosix
import StreavDomain
import StreavGenerator
import StreavLocal
public import StreavPorts
public import StreavScenario
import Synchronization

extension Simulator {
    /// Runs a scenario against a platform of its own in this process, or against another one.
    ///
    /// - Returns: The exit code (``StreavScenario/ExitCode``).
    /// - Throws: ``SimulationError`` when the scenario cannot be run, or the platform does not start.
    public static func load(
        _ scenario: Scenario, options: LoadOptions, countries: any CountryLookup, logLevel: Logger.Level
    ) async throws -> Int32 {
        if let obstacle = LoadSupport.obstacle(scenario) {
            throw SimulationError(.usage, "scenario \(scenario.name): \(obstacle)")
        }
        if let fault = scenario.faults.first(where: { !SourceFaults.words.contains($0.word) }) {
            throw SimulationError(
                .usage, "scenario \(scenario.name): the fault \(fault.word.rawValue) is not there yet.")
        }
        let seed = options.seed ?? scenario.seed ?? SystemEntropy().next()
        let report = try options.reportDirectory.map { try ReportFolder($0) }
        DescriptorLimit.raise()
        let faults = SourceFaults(scenario)
        let session = LoadSession(scenario: scenario, seed: seed, options: options, report: report, faults: faults)
        DescriptorLimit.warn(clients: session.subscribers, isPlatformHere: options.target == nil)
        guard options.target == nil else {
            guard scenario.faults.isEmpty else {
                throw SimulationError(.usage, "scenario \(scenario.name): faults are for a platform in this process.")
            }
            return await conclude(await session.run(try options.externalTarget(), logLevel: logLevel))
        }
        var configuration = ServeConfiguration(
            managementPort: 0, apiPort: 0, streamingPort: 0, seed: seed, apiRequestsPerSecond: 1_000_000,
            fixturesDirectory: options.fixturesDirectory)
        configuration.load = LoadWorldPlan(
            platform: scenario.platform, subscribers: session.subscribers, faults: faults)
        let verdict = Mutex<VerdictEvent?>(nil)
        try await run(configuration, countries: countries, logLevel: logLevel) { world, ready in
            guard let target = Self.target(world, ready) else { return }
            await session.settle(target)
            let ended = await session.run(target, logLevel: logLevel)
            verdict.withLock { $0 = ended }
        }
        return await conclude(verdict.withLock { $0 })
    }

    /// The verdict is the last line of standard output, whatever else was said there.
    private static func conclude(_ verdict: VerdictEvent?) async -> Int32 {
        guard let verdict else { return ExitCode.platformFailed.rawValue }
        let events = EventLog()
        events.write(verdict, isCertain: true)
        while !events.flush() {
            guard (try? await StreavClock.system.sleep(for: .milliseconds(50))) != nil else { break }
        }
        return verdict.exitCode
    }

    private static func target(_ world: SimulatedWorld, _ ready: ReadyEvent) -> LoadTarget? {
        guard let load = world.load, let streaming = HostAndPort(ready.streaming), let api = HostAndPort(ready.api)
        else { return nil }
        return LoadTarget(
            host: streaming.host, port: streaming.port, channels: load.channels.map(\.rawValue),
            films: load.films.map { LoadTarget.Film(stream: $0.stream.rawValue, size: $0.size) },
            api: LoadTarget.API(port: api.port, clientID: load.clientID, clientSecret: load.clientSecret),
            subscribers: load.subscribers.map {
                LoadTarget.Subscriber(username: $0.username, accessToken: $0.accessToken)
            }, spreadsAddresses: true)
    }
}
