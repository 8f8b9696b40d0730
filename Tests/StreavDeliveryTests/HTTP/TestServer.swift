import Logging
import NIOCore
import StreavDelivery
import StreavDomain
import StreavPorts

/// A server on loopback for the length of a test.
struct TestServer {
    let port: Int
    let counters: HTTPServerCounters
    let server: HTTPServer

    static func with<Result>(
        _ configure: (inout HTTPServerConfiguration) -> Void = { _ in }, loops: Int = 1,
        handler: any HTTPHandler = EchoHandler(),
        logger: Logger = Logger(label: "test", factory: { _ in SwiftLogNoOpLogHandler() }),
        _ body: (TestServer) async throws -> Result
    ) async throws -> Result {
        var configuration = HTTPServerConfiguration()
        configuration.lingerTimeout = .milliseconds(300)
        configure(&configuration)
        let eventLoops = HTTPEventLoops(serving: loops)
        let server = HTTPServer(
            configuration: configuration, handler: handler, eventLoops: eventLoops, clock: StreavClock(FixedTime()),
            logger: logger)
        do {
            let address = try await server.start()
            let running = TestServer(port: address.port ?? 0, counters: server.counters, server: server)
            let result = try await withTaskExecutorPreference(BlockingExecutor.shared) {
                // A preference is followed from the next suspension on.
                await Task.yield()
                return try await body(running)
            }
            await server.shutdown()
            await eventLoops.shutdown()
            return result
        } catch {
            await server.shutdown()
            await eventLoops.shutdown()
            throw error
        }
    }

    func connect(receiveBuffer: CInt? = nil) throws -> RawClient {
        try RawClient(port: port, receiveBuffer: receiveBuffer)
    }

    /// Sends bytes on a connection of their own and returns all that comes until the server ends it.
    func exchange(_ request: String) throws -> String {
        let client = try connect()
        try client.send(request)
        return String(decoding: client.readToEnd(), as: UTF8.self)
    }
}

/// The example date of RFC 9110.
struct FixedTime: ClockBackend {
    func monotonicNow() -> MonotonicInstant { .zero }
    func wallNow() -> Timestamp { Timestamp(milliseconds: 784_111_777_000) }
    func sleep(until deadline: MonotonicInstant) async throws { throw CancellationError() }
}

/// Answers with what it understood, a line each.
struct EchoHandler: HTTPHandler {
    func handle(_ request: HTTPRequest, on exchange: HTTPExchange) {
        var text = "method=\(request.method)\npath=\(request.rawPath)\n"
        text += "segments=\(request.segments())\nquery=\(request.rawQuery)\nclient=\(request.clientAddress)\n"
        text += "agent=\(request.userAgent)\nbody=\(String(buffer: request.body))\n"
        let body = HTTPResponse.Body.bytes(ByteBuffer(string: text))
        exchange.respond(HTTPResponse(.ok, headers: ["Content-Type": "text/plain"], body: body))
    }
}

struct ClosureHandler: HTTPHandler {
    let body: @Sendable (HTTPRequest, HTTPExchange) -> Void

    func handle(_ request: HTTPRequest, on exchange: HTTPExchange) {
        body(request, exchange)
    }
}
