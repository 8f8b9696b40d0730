import Logging
import ServiceLifecycle
import StreavAssembly

/// A component from its start to its end: waits for the backends, serves, drains, and closes them.
struct ComponentService: NamedService {
    let settings: Settings
    let backends: Backends
    let platform: Platform

    func run() async throws {
        do {
            try await serve()
        } catch {
            await backends.close()
            // Asked to end while it was waiting: that is no failure.
            guard Task.isShuttingDownGracefully, error is CancellationError || error is StartError else { throw error }
            return
        }
        await backends.close()
    }

    private func serve() async throws {
        let component = try await cancelWhenGracefulShutdown {
            try await backends.wait(settings.backends, clock: platform.clock, logger: platform.logger)
            return try await start()
        }
        // Ended in the reverse order.
        try await ServiceGroup(
            configuration: ServiceGroupConfiguration(
                services: component.services.map {
                    .init(
                        service: $0, successTerminationBehavior: .gracefullyShutdownGroup,
                        failureTerminationBehavior: .gracefullyShutdownGroup)
                }, logger: platform.logger)
        ).run()
        await component.end()
    }

    private func start() async throws -> RunningComponent {
        switch settings.component {
        case .streaming: try await .streaming(settings, backends: backends, platform: platform)
        case .api: .api(settings, backends: backends, platform: platform)
        case .management: .management(settings, backends: backends, platform: platform)
        }
    }
}
