import ServiceLifecycle
import StreavDelivery
import StreavStreaming

/// The streaming port until the shutdown: then nobody new is admitted, viewers are sent
/// after the live streams that other nodes take over, what is under way is answered, streams end.
struct StreamingPortService: NamedService {
    let server: HTTPServer
    let gatekeeper: Gatekeeper
    let departure: Departure
    let drain: Duration

    func run() async throws {
        await withGracefulShutdownHandler {
            try? await gracefulShutdown()
        } onGracefulShutdown: {
            gatekeeper.drain()
        }
        gatekeeper.drain()
        await departure.leave()
        await server.drain(within: drain)
    }
}
