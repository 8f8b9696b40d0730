import Glibc
import Logging
import ServiceLifecycle
import StreavAssembly
import StreavControl
import StreavDomain
import StreavLocal
import StreavPorts

/// The films in a folder of the user's own.
struct OwnFilms: Sendable {
    /// Stands before their keys.
    static let mount = "own"
    /// How long the first look may hold up the start. What it does not reach comes later.
    static let patience: Duration = .seconds(10)

    private let scanner: MediaScanner
    private let refusals: Refusals
    private let clock: StreavClock
    private let logger: Logger

    /// Opens the folder.
    ///
    /// - Throws: ``SimulationError`` when it is none.
    static func folder(_ path: String, in workingDirectory: String) throws -> FileMediaStore {
        let absolute = ClipLibrary.absolute(path, in: workingDirectory)
        guard let opened = opendir(absolute) else {
            let reason = strerror(errno).map { String(cString: $0) } ?? "error \(errno)"
            throw SimulationError(.usage, "--media \(path): the folder cannot be read (\(reason)).")
        }
        closedir(opened)
        guard access(absolute, R_OK | X_OK) == 0 else {
            throw SimulationError(.usage, "--media \(path): the folder may not be read by this user.")
        }
        return FileMediaStore(root: absolute)
    }

    /// - Parameter bundle: Films are added to it.
    init(folder: FileMediaStore, bundle: BundleID, control: ControlPlane, clock: StreavClock, logger: Logger) {
        let refusals = Refusals()
        self.refusals = refusals
        self.clock = clock
        self.logger = logger
        scanner = MediaScanner(
            folder: folder, mount: Self.mount, control: control, clock: clock, logger: logger,
            added: { try WorldSeeder.add($0, to: bundle, $1) },
            refused: { refusals.report($0, $1) })
    }

    /// Looks at the films for the first time, before the platform is ready.
    ///
    /// - Parameter events: Is told of files that are not served.
    func prepare(_ events: EventLog) async throws {
        refusals.begin(events)
        do {
            let report = try await scanner.scan(until: clock.monotonicNow + Self.patience)
            logger.notice(
                "Looked through the folder of films.",
                metadata: ["served": "\(report.served)", "refused": "\(report.refused)"])
        } catch let error as MediaStoreError {
            throw SimulationError(.startup, "the folder of films cannot be looked through: \(error.message).")
        }
    }

    var service: MediaScannerService { MediaScannerService(scanner: scanner, clock: clock, logger: logger) }
}
