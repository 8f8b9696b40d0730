import ServiceLifecycle
import StreavAssembly

/// Says that the component is ready once the services before it were started.
struct ReadyAnnouncement: NamedService {
    let line: ReadyLine

    func run() async throws {
        line.write()
        try? await gracefulShutdown()
    }
}
