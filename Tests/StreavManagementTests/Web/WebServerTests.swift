import NIOPosix
import StreavWeb
import Testing

@Suite("Web server")
struct WebServerTests {
    private func withServer(
        readiness: [String: Bool] = [:], configure: (inout WebServerConfiguration) -> Void = { _ in },
        _ body: @Sendable (Int) async throws -> Void
    ) async throws {
        var configuration = WebServerConfiguration(host: "127.0.0.1", port: 0)
        configure(&configuration)
        let settled = configuration
        try await RunningServer.with(
            { onBound in
                Self.server(settled, readiness: readiness, onBound: onBound)
            }, body)
    }

    private static func server(
        _ configuration: WebServerConfiguration, readiness: [String: Bool] = [:],
        onBound: @escaping @Sendable (Int) async -> Void = { _ in }
    ) -> WebServer {
        WebServer(
            name: "test", configuration: configuration, eventLoopGroup: MultiThreadedEventLoopGroup.singleton,
            onBound: onBound, logger: RunningServer.logger
        ) { router in
            HealthRoutes(readiness: { readiness }, metrics: { "streav_test 1\n" }).add(to: router)
        }
    }

    @Test("Health pages answer anyone, under any host")
    func healthPages() async throws {
        try await withServer(readiness: ["store": true]) { port in
            let alive = try await RawExchange.get("/healthz", port: port, host: "any.example")
            #expect(alive.status == 200)
            #expect(alive.body == #"{"status":"ok"}"#)
            let ready = try await RawExchange.get("/readyz", port: port)
            #expect(ready.status == 200)
            #expect(ready.body == #"{"checks":{"store":true},"status":"ready"}"#)
            let metrics = try await RawExchange.get("/metrics", port: port)
            #expect(metrics.headers["content-type"]?.hasPrefix("text/plain; version=0.0.4") == true)
            #expect(metrics.body == "streav_test 1\n")
        }
    }

    @Test("One thing amiss makes it not ready: 503")
    func notReady() async throws {
        try await withServer(readiness: ["store": true, "streams": false]) { port in
            let ready = try await RawExchange.get("/readyz", port: port)
            #expect(ready.status == 503)
            #expect(ready.body.contains(#""streams":false"#))
            let alive = try await RawExchange.get("/healthz", port: port)
            #expect(alive.status == 200)
        }
    }

    @Test("What is worked without makes it degraded, and it stays in service", arguments: ["cache", "broker"])
    func degraded(_ name: String) async throws {
        try await withServer(readiness: ["database": true, name: false]) { port in
            let ready = try await RawExchange.get("/readyz", port: port)
            #expect(ready.status == 200)
            #expect(ready.body.contains(#""\#(name)":false"#) && ready.body.contains(#""status":"degraded""#))
        }
        try await withServer(readiness: ["database": false, name: false]) { port in
            let ready = try await RawExchange.get("/readyz", port: port)
            #expect(ready.status == 503)
        }
    }

    @Test("An unknown address is a problem document with the security headers (S18)")
    func unknownAddress() async throws {
        try await withServer { port in
            let answer = try await RawExchange.get("/v1/nothing", port: port)
            #expect(answer.status == 404)
            #expect(answer.headers["content-type"] == "application/problem+json")
            #expect(answer.body.contains(#""code":"not_found""#))
            #expect(answer.body.contains(#""type":"/problems/not_found""#))
            #expect(answer.headers["x-content-type-options"] == "nosniff")
            #expect(answer.headers["cache-control"] == "no-store")
            #expect(answer.headers["server"] == nil)
        }
    }

    @Test("HEAD has the answer's fields and no body")
    func head() async throws {
        try await withServer { port in
            let answer = try await RawExchange.get("/healthz", port: port, method: "HEAD")
            #expect(answer.status == 200)
            #expect(answer.body.isEmpty)
        }
    }

    @Test("A target that is too long is refused (S47)")
    func longTarget() async throws {
        try await withServer { port in
            let target = "/" + String(repeating: "a", count: 9000)
            let answer = try await RawExchange.get(target, port: port)
            #expect(answer.status == 414)
        }
    }

    @Test("Too many fields, or too large ones, end the connection with 400 (S47)")
    func largeHead() async throws {
        try await withServer { port in
            let many = (0..<100).map { "X-\($0): 1" }
            let crowded = try await RawExchange.get("/healthz", port: port, headers: many)
            #expect(crowded.status == 400)
            let large = ["X-Large: " + String(repeating: "a", count: 20_000)]
            let heavy = try await RawExchange.get("/healthz", port: port, headers: large)
            #expect(heavy.status == 400)
        }
    }

    @Test("A declared body that is too large is refused; one that grows too large ends the connection")
    func largeBody() async throws {
        try await withServer(configure: { $0.maximumBodyBytes = 1000 }) { port in
            let declared = try await RawExchange.get(
                "/v1/things", port: port, method: "POST", headers: ["Content-Length: 1001"])
            #expect(declared.status == 413)
            let chunk = "400\r\n" + String(repeating: "a", count: 0x400) + "\r\n"
            let grown = try await RawExchange.send(
                "POST /v1/things HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\n" + chunk, port: port)
            #expect(grown.isEmpty || grown.status == 404)
        }
    }

    @Test("A head that does not come within its deadline ends the connection (S46)")
    func slowHead() async throws {
        try await withServer(configure: { $0.headDeadline = .milliseconds(200) }) { port in
            let answer = try await RawExchange.send("GET /healthz HTTP/1.1\r\nHost: loc", port: port)
            #expect(answer.isEmpty)
        }
    }

    @Test("A body that does not end within the exchange's deadline ends the connection (S46)")
    func slowBody() async throws {
        try await withServer(configure: { $0.exchangeDeadline = .milliseconds(200) }) { port in
            let answer = try await RawExchange.send(
                "POST /healthz HTTP/1.1\r\nHost: localhost\r\nContent-Length: 10\r\n\r\nabc", port: port)
            #expect(answer.isEmpty || answer.status == 404)
        }
    }

    @Test("A taken port is an error that names it")
    func takenPort() async throws {
        try await withServer { port in
            let second = Self.server(WebServerConfiguration(host: "127.0.0.1", port: port))
            let error = await #expect(throws: WebServerError.self) { try await second.run() }
            #expect(error?.code == .addressInUse)
            #expect(error?.message.contains(String(port)) == true)
        }
    }

    @Test("An address of another machine is an error that says so")
    func foreignAddress() async throws {
        let server = Self.server(WebServerConfiguration(host: "192.0.2.1", port: 0))
        let error = await #expect(throws: WebServerError.self) { try await server.run() }
        #expect(error?.code == .addressNotAvailable)
    }

    @Test("Behind https browsers are told to come by https only; over http nothing is said")
    func strictTransport() async throws {
        try await withServer(configure: { $0.isSecure = true }) { port in
            let answer = try await RawExchange.get("/healthz", port: port)
            #expect(answer.headers["strict-transport-security"] == "max-age=63072000; includeSubDomains")
        }
        try await withServer { port in
            let answer = try await RawExchange.get("/healthz", port: port)
            #expect(answer.headers["strict-transport-security"] == nil)
        }
    }
}
