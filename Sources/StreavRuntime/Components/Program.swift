import FoundationEssentials
import Glibc
import Logging
import ServiceLifecycle
import StreavAssembly
import StreavLocal
import StreavPorts
import UnixSignals

/// A program of a deployment, from its command line to its exit code.
public enum Program {
    /// Runs until SIGTERM or SIGINT, then drains; a second signal ends at once.
    ///
    /// - Returns: The exit code: 0 ended as asked, 2 wrong settings, 15 it could not start.
    public static func run(_ component: Component) async -> Int32 {
        await run(
            component, arguments: Array(CommandLine.arguments.dropFirst()),
            environment: ProcessInfo.processInfo.environment)
    }

    static func run(_ component: Component, arguments: [String], environment: [String: String]) async -> Int32 {
        guard !arguments.contains("--help"), !arguments.contains("-h") else {
            OutputLine.write(Usage.text(component))
            return 0
        }
        do {
            let settings = try Settings(
                SettingValues(arguments: arguments, environment: environment, component: component),
                component: component, hostName: hostName)
            try await run(settings)
            return 0
        } catch let error as SettingsError {
            StandardError.write("\(component.program): \(error.message).\n")
            return wrongSettings
        } catch {
            StandardError.write("\(component.program): \(StartError(wrapping: error).message).\n")
            return notStarted
        }
    }

    private static func run(_ settings: Settings) async throws {
        let clock = StreavClock.system
        let logger = logger(settings, clock: clock)
        let entropy = SystemEntropy()
        let backends = try Backends(settings.backends, clock: clock, entropy: entropy, logger: logger)
        let service: ComponentService
        do {
            service = ComponentService(
                settings: settings, backends: backends,
                platform: try backends.platform(settings, clock: clock, entropy: entropy, logger: logger))
        } catch {
            await backends.close()
            throw error
        }
        var configuration = ServiceGroupConfiguration(
            // Ended in the reverse order: the second signal is heard until all else is over. Cancelling would cut
            // viewers off, and can abort the process inside a web server.
            services: ([SecondSignal(program: settings.component.program), service] as [any Service]).map {
                .init(
                    service: $0, successTerminationBehavior: .gracefullyShutdownGroup,
                    failureTerminationBehavior: .gracefullyShutdownGroup)
            },
            gracefulShutdownSignals: [.sigterm, .sigint], logger: logger)
        configuration.maximumGracefulShutdownDuration = settings.drainTimeout + grace
        try await ServiceGroup(configuration: configuration).run()
    }

    private static func logger(_ settings: Settings, clock: StreavClock) -> Logger {
        var logger = Logger(label: settings.component.program) { label -> any LogHandler in
            guard settings.logsJSON else { return StreamLogHandler.standardError(label: label) }
            return JSONLogHandler(label: label, clock: clock)
        }
        logger.logLevel = settings.logLevel
        return logger
    }

    private static var hostName: String {
        var buffer = [CChar](repeating: 0, count: 256)
        guard gethostname(&buffer, buffer.count - 1) == 0 else { return "" }
        return String(decoding: buffer.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }

    private static let wrongSettings: Int32 = 2
    private static let notStarted: Int32 = 15
    /// Besides the drain: the hand-over of a streaming node (10 s), a request head (10 s) and its exchange (60 s) at a
    /// web server, and what the backends take to close.
    private static let grace: Duration = .seconds(120)
}
