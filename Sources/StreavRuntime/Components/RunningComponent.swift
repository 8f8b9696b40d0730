import NIOCore
import NIOPosix
import ServiceLifecycle
import StreavAPI
import StreavAssembly
import StreavControl
import StreavDelivery
import StreavLocal
import StreavManagement
import StreavPorts
import StreavTelemetry
import StreavWeb

/// What a component runs once its backends are there.
struct RunningComponent: Sendable {
    /// In the order of starting.
    let services: [any Service]
    /// After the last of them.
    let end: @Sendable () async -> Void
}

extension RunningComponent {
    /// A streaming node, which listens.
    static func streaming(
        _ settings: Settings, backends: Backends, platform: Platform
    ) async throws -> RunningComponent {
        let loops = HTTPEventLoops(serving: max(1, System.coreCount - 1))
        let listener = Listener(host: settings.listenHost, port: settings.listenPort)
        var configuration = StreamingConfiguration(name: settings.nodeName, listener: listener)
        configuration.publicURL = settings.publicURL
        configuration.server.trustedProxies = settings.trustedProxies
        configuration.drain = settings.drainTimeout
        configuration.moreMetrics = backends.register
        configuration.probes = BackendReadiness(backends, clock: platform.clock).others
        configuration.exchange = try Backends.exchange(settings, clock: platform.clock)
        let node = StreamingNode(platform: platform, configuration: configuration, eventLoops: loops)
        do {
            let port = try await node.start()
            let line = ReadyLine(.streaming, Listener(host: settings.listenHost, port: port))
            return RunningComponent(
                services: node.workers + [ReadyAnnouncement(line: line), node.port],
                end: { await loops.shutdown() })
        } catch {
            await loops.shutdown()
            guard let error = error as? HTTPServerError else { throw error }
            throw StartError(
                "it cannot listen on \(listener.host) port \(listener.port) (\(error.underlying)): stop what does, or "
                    + "set \(Setting.listenHost.rawValue) and \(Setting.listenPort.rawValue)")
        }
    }

    static func api(_ settings: Settings, backends: Backends, platform: Platform) -> RunningComponent {
        let control = ControlPlane(
            database: platform.database, clock: platform.clock, entropy: platform.entropy,
            keys: ControlKeys(master: platform.secret), cache: platform.cache)
        var configuration = APIConfiguration(
            publicURL: settings.apiPublicURL,
            playback: PlaybackAddresses(publicURL: settings.publicURL ?? ""))
        configuration.requestsPerSecond = settings.apiRate
        configuration.burst = 2 * settings.apiRate
        let readiness = BackendReadiness(backends, clock: platform.clock)
        let (registry, metrics) = registry(backends)
        let server = APIServer(
            web: webServer(settings), configuration: configuration, control: control, cache: platform.cache,
            clock: platform.clock, secret: platform.secret, readiness: { await readiness.parts() },
            metrics: { registry.text() }, registry: registry,
            eventLoopGroup: MultiThreadedEventLoopGroup.singleton, onBound: { announce(settings, port: $0) },
            logger: platform.logger)
        return RunningComponent(services: controlPlane(platform, metrics) + [server], end: {})
    }

    static func management(_ settings: Settings, backends: Backends, platform: Platform) -> RunningComponent {
        let readiness = BackendReadiness(backends, clock: platform.clock)
        let (registry, metrics) = registry(backends)
        let control = ControlPlane(
            database: platform.database, clock: platform.clock, entropy: platform.entropy,
            keys: ControlKeys(master: platform.secret), cache: platform.cache)
        var configuration = ManagementConfiguration(publicURL: settings.managementPublicURL)
        configuration.playback = settings.publicURL.map { PlaybackAddresses(publicURL: $0) }
        configuration.trustedProxies = settings.trustedProxies
        configuration.facts = settings.facts
        let prober = SourceProber(opener: platform.sources, clock: platform.clock)
        configuration.probe = { await prober.probe($0) }
        if let root = settings.mediaRoot {
            configuration.fileProbe = MediaFileProbe(store: platform.media)
            let writer = FileMediaWriter(root: root)
            configuration.pictures = PictureStore(media: platform.media) { bytes, key throws(MediaStoreError) in
                try await writer.write(bytes, key: key)
            }
        }
        let server = ManagementServer(
            web: webServer(settings), configuration: configuration, control: control, cache: platform.cache,
            clock: platform.clock, readiness: { await readiness.parts() }, metrics: { registry.text() },
            registry: registry, eventLoopGroup: MultiThreadedEventLoopGroup.singleton,
            onBound: { announce(settings, port: $0) }, logger: platform.logger)
        return RunningComponent(services: controlPlane(platform, metrics) + [server], end: {})
    }

    /// What runs wherever the control plane does; several may.
    private static func controlPlane(_ platform: Platform, _ metrics: ControlMetrics) -> [any Service] {
        [
            OutboxRelayService(platform: platform), FleetReconcilerService(platform: platform, metrics: metrics),
            OutboxWatchService(platform: platform, metrics: metrics), ConnectionUpkeepService(platform: platform),
        ]
    }

    /// What every program beside the streaming node tells scrapers, apart from its requests.
    private static func registry(_ backends: Backends) -> (MetricRegistry, ControlMetrics) {
        let registry = MetricRegistry()
        ProcessMetrics().register(in: registry)
        backends.register(registry)
        return (registry, ControlMetrics(registry: registry))
    }

    private static func webServer(_ settings: Settings) -> WebServerConfiguration {
        var web = WebServerConfiguration(host: settings.listenHost, port: settings.listenPort)
        web.isSecure = settings.apiPublicURL?.hasPrefix("https://") ?? false
        return web
    }

    private static func announce(_ settings: Settings, port: Int) {
        ReadyLine(settings.component, Listener(host: settings.listenHost, port: port)).write()
    }
}
