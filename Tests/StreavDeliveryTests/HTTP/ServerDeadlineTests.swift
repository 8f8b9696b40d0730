import NIOCore
import Synchronization
import Testing

@testable import StreavDelivery
import StreavDomain

@Suite("S46: deadlines and caps")
struct ServerDeadlineTests {
    @Test func `A head that drips is cut off at its absolute deadline`() async throws {
        try await TestServer.with({ $0.headerTimeout = .milliseconds(250) }) { server in
            let client = try server.connect()
            client.setTimeout(milliseconds: 20)
            // A byte every few milliseconds would keep any idle timer at bay.
            for byte in Array(Requests.get("/", headers: "X: \(String(repeating: "a", count: 3_000))\r\n").utf8) {
                if (try? client.send([byte])) == nil { break }
                client.readMore()
                if client.sawEnd { break }
            }
            client.setTimeout(milliseconds: 5_000)
            #expect(client.isEnded())
            #expect(server.counters.requests.load(ordering: .relaxed) == 0)
            #expect(String(decoding: client.readToEnd(), as: UTF8.self).hasPrefix("HTTP/1.1 408 "))
            await expectClose(.headerTimeout, server)
        }
    }

    @Test func `A connection that says nothing is closed`() async throws {
        try await TestServer.with({ $0.headerTimeout = .milliseconds(100) }) { server in
            let client = try server.connect()
            #expect(client.isEnded())
            await expectClose(.headerTimeout, server)
        }
    }

    @Test func `Content that drips is cut off`() async throws {
        try await TestServer.with({ $0.bodyTimeout = .milliseconds(250) }) { server in
            let client = try server.connect()
            try client.send(
                "POST / HTTP/1.1\r\nHost: a\r\nContent-Type: application/x-www-form-urlencoded\r\n"
                    + "Content-Length: 10000\r\n\r\n")
            client.setTimeout(milliseconds: 20)
            for _ in 0..<1_000 {
                if (try? client.send("a")) == nil { break }
                client.readMore()
                if client.sawEnd { break }
            }
            #expect(String(decoding: client.readToEnd(), as: UTF8.self).hasPrefix("HTTP/1.1 408 "))
            await expectClose(.bodyTimeout, server)
        }
    }

    @Test func `An idle connection is closed after the keep-alive time, not before its next request`() async throws {
        try await TestServer.with({ $0.idleTimeout = .milliseconds(300) }) { server in
            let client = try server.connect()
            for _ in 0..<3 {
                try client.send(Requests.get("/"))
                #expect(client.readAnswer()?.status == 200)
                client.setTimeout(milliseconds: 50)
                #expect(!client.readMore() && !client.sawEnd)
                client.setTimeout(milliseconds: 10_000)
            }
            #expect(client.isEnded())
            await expectClose(.idleTimeout, server)
        }
    }

    @Test func `A second request has its own head deadline`() async throws {
        try await TestServer.with({ $0.headerTimeout = .milliseconds(150) }) { server in
            let client = try server.connect()
            try client.send(Requests.get("/") + "GET / HT")
            #expect(client.readAnswer()?.status == 200)
            #expect(client.readAnswer()?.status == 408)
            #expect(client.isEnded())
        }
    }

    @Test func `A client that reads nothing is closed, one that reads slowly is not`() async throws {
        let body = ByteBuffer(repeating: 1, count: 24 << 20)
        let handler = ClosureHandler { _, exchange in exchange.respond(HTTPResponse(.ok, body: .bytes(body))) }
        try await TestServer.with({ $0.writeTimeout = .milliseconds(400) }, handler: handler) { server in
            let stalled = try server.connect(receiveBuffer: 4_096)
            try stalled.send(Requests.get("/"))
            await expectClose(.writeTimeout, server)
            let slow = try server.connect()
            try slow.send(Requests.get("/"))
            var count = 0
            while count < body.readableBytes {
                let bytes = slow.read(atLeast: min(2 << 20, body.readableBytes - count))
                guard !bytes.isEmpty else { break }
                count += bytes.count
                pause(milliseconds: 60)
            }
            #expect(count >= body.readableBytes)
            #expect(server.counters.closes(.writeTimeout) == 1)
        }
    }

    @Test func `A thousand idle connections keep nobody out and are closed in time`() async throws {
        try await TestServer.with({
            $0.headerTimeout = .seconds(3)
            $0.maximumConnectionsPerAddress = 2_000
        }) { server in
            let idle = try (0..<1_000).map { _ in try server.connect() }
            let client = try server.connect()
            try client.send(Requests.get("/"))
            #expect(client.readAnswer()?.status == 200)
            #expect(idle.allSatisfy { $0.isEnded() })
            await expectCount(1_000) { server.counters.closes(.headerTimeout) }
        }
    }

    @Test func `F26: a thousand readers that never read leave memory and connections as they were`() async throws {
        let body = ByteBuffer(repeating: 1, count: 16 << 20)
        let handler = ClosureHandler { _, exchange in exchange.respond(HTTPResponse(.ok, body: .bytes(body))) }
        try await TestServer.with({ $0.writeTimeout = .milliseconds(500) }, handler: handler) { server in
            let readers = try (0..<1_000).map { _ in try server.connect(receiveBuffer: 2_048) }
            for reader in readers { try reader.send(Requests.get("/")) }
            await expectCount(1_000) { server.counters.closes(.writeTimeout) }
            await expectCount(0) { server.counters.openConnections.load(ordering: .relaxed) }
        }
    }

    @Test func `An address gets so many connections, and another one still gets in`() async throws {
        try await TestServer.with({ $0.maximumConnectionsPerAddress = 3 }) { server in
            var kept = try (0..<3).map { _ in try server.connect() }
            await expectCount(3) { server.counters.acceptedConnections.load(ordering: .relaxed) }
            let refused = try server.connect()
            #expect(refused.isEnded())
            await expectCount(1) { server.counters.refusedAddressCap.load(ordering: .relaxed) }
            let other = try RawClient(port: server.port, from: "127.0.0.2")
            try other.send(Requests.get("/"))
            #expect(other.readAnswer()?.text.contains("client=127.0.0.2\n") == true)
            kept.removeLast().close()
            await expectClose(.peerClosed, server)
            let again = try server.connect()
            try again.send(Requests.get("/"))
            #expect(again.readAnswer()?.status == 200)
        }
    }

    @Test func `Uncapped networks and trusted proxies are not counted against`() async throws {
        try await TestServer.with({
            $0.maximumConnectionsPerAddress = 1
            $0.uncappedNetworks = [IPNetwork("127.0.0.0/8")!]
        }) { server in
            let clients = try (0..<10).map { _ in try server.connect() }
            for client in clients {
                try client.send(Requests.get("/"))
                #expect(client.readAnswer()?.status == 200)
            }
        }
    }

    @Test func `The node takes so many connections in all`() async throws {
        try await TestServer.with({ $0.maximumConnections = 2 }) { server in
            let kept = try (0..<2).map { _ in try server.connect() }
            await expectCount(2) { server.counters.acceptedConnections.load(ordering: .relaxed) }
            let refused = try RawClient(port: server.port, from: "127.0.0.2")
            let text = String(decoding: refused.readToEnd(), as: UTF8.self)
            #expect(text.hasPrefix("HTTP/1.1 503 ") && text.contains("Retry-After: 5\r\n") || text.isEmpty)
            #expect(refused.isEnded())
            await expectCount(1) { server.counters.refusedTotalCap.load(ordering: .relaxed) }
            _ = kept
        }
    }

    @Test func `S47: long addresses and many fields are refused over a socket too`() async throws {
        try await TestServer.with { server in
            let long = try server.exchange("GET /" + String(repeating: "a", count: 100_000))
            #expect(long.hasPrefix("HTTP/1.1 414 "))
            let many = try server.exchange(
                "GET / HTTP/1.1\r\nHost: a\r\n" + String(repeating: "X: a\r\n", count: 10_000))
            #expect(many.hasPrefix("HTTP/1.1 431 "))
            let large = try server.exchange(
                "POST / HTTP/1.1\r\nHost: a\r\nContent-Type: application/x-www-form-urlencoded\r\n"
                    + "Content-Length: 1000000\r\n\r\n" + String(repeating: "a", count: 1_000_000))
            #expect(large.hasPrefix("HTTP/1.1 413 "))
        }
    }

    private func expectClose(_ reason: HTTPCloseReason, _ server: TestServer) async {
        await expectCount(1) { server.counters.closes(reason) }
    }
}

/// Waits until `count` gives what is expected, for ten seconds at most.
func expectCount(
    _ expected: Int, _ count: () -> Int, sourceLocation: SourceLocation = #_sourceLocation
) async {
    for _ in 0..<2_000 where count() != expected {
        try? await Task.sleep(for: .milliseconds(5))
    }
    #expect(count() == expected, sourceLocation: sourceLocation)
}
