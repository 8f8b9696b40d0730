public import Logging
import NIOPosix
import StreavDomain
import StreavGenerator
import StreavLoad
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
        let seed = options.seed ?? scenario.seed ?? SystemEntropy().next()
        let scenario = NemesisDraw.resolve(scenario, SeededEntropy(seed: seed))
        let report = try options.reportDirectory.map { try ReportFolder($0) }
        DescriptorLimit.raise()
        let faults = FaultTimeline(scenario)
        let watch = PlatformWatch(faults: faults, nodes: scenario.platform.nodes, clock: .system)
        let session = LoadSession(
            scenario: scenario, seed: seed, options: options, report: report, faults: faults, watch: watch)
        DescriptorLimit.warn(clients: session.subscribers, isPlatformHere: options.target == nil)
        guard options.target == nil else {
            guard options.backend == .local else {
                throw SimulationError(.usage, "--backend is for a platform in this process, not for that of --target.")
            }
            guard scenario.faults.isEmpty else {
                throw SimulationError(.usage, "scenario \(scenario.name): faults are for a platform in this process.")
            }
            return await conclude(
                await session.run(try options.externalTarget(), against: nil, logLevel: logLevel))
        }
        var configuration = ServeConfiguration(
            managementPort: 0, apiPort: 0, streamingPort: 0, seed: seed, apiRequestsPerSecond: 1_000_000,
            fixturesDirectory: options.fixturesDirectory, backend: options.backend)
        configuration.load = LoadWorldPlan(
            platform: scenario.platform, subscribers: session.subscribers, lapsing: session.lapsing,
            faults: faults, watch: watch)
        let verdict = Mutex<VerdictEvent?>(nil)
        try await run(configuration, countries: countries, logLevel: logLevel) { world, fleet, ready in
            guard let load = world.load, var target = Self.target(load.world, ready, seed: seed) else { return }
            let lapses = SubscriptionLapses(
                load.world.lapsing.map(\.id), scenario: scenario, control: load.control,
                random: SeededEntropy(seed: seed).fork("lapses"))
            target.lapsing = zip(load.world.lapsing, lapses.lapses).map { person, lapse in
                LoadTarget.Subscriber(username: person.username, accessToken: person.accessToken, lapse: lapse)
            }
            let view = PlatformView(
                database: load.database, cache: load.cache, broker: load.broker,
                nodes: { fleet.running.map { (Self.nodeName($0.number), $0.node) } },
                channels: load.world.channels.count, control: fleet)
            target.homes = fleet.running.map(\.port)
            await session.settle(target)
            let ended = await session.run(target, against: view, lapses: lapses, logLevel: logLevel)
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

    private static func target(_ load: WorldSeeder.LoadWorld, _ ready: ReadyEvent, seed: UInt64) -> LoadTarget? {
        guard let streaming = HostAndPort(ready.streaming), let api = HostAndPort(ready.api)
        else { return nil }
        return LoadTarget(
            host: streaming.host, port: streaming.port,
            channels: load.channels.enumerated().map { index, stream in
                // The sources are numbered as the channels are, from 1 (LoadWorldPlan).
                LoadTarget.Channel(
                    stream: stream.rawValue, identity: ChannelIdentity(run: seed, channel: UInt32(index + 1)))
            },
            films: load.films.map { LoadTarget.Film(stream: $0.stream.rawValue, size: $0.size) },
            api: LoadTarget.API(port: api.port, clientID: load.clientID, clientSecret: load.clientSecret),
            subscribers: load.subscribers.map {
                LoadTarget.Subscriber(username: $0.username, accessToken: $0.accessToken)
            }, spreadsAddresses: true)
    }
}
