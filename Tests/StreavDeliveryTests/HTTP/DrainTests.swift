import NIOCore
import Synchronization
import Testing

@testable import StreavDelivery

@Suite("F10: draining")
struct DrainTests {
    @Test func `What is under way is answered, streams and idle connections end, nobody new gets in`() async throws {
        let held = Mutex<[HTTPExchange]>([])
        let handler = ClosureHandler { request, exchange in
            switch request.rawPath {
            case "/slow": held.withLock { $0.append(exchange) }
            case "/stream": exchange.startStream(headers: [:]).write([ByteBuffer(string: "x")])
            default: exchange.respond(HTTPResponse(.ok))
            }
        }
        try await TestServer.with({ $0.drainIdleGrace = .milliseconds(200) }, loops: 2, handler: handler) { server in
            let slow = try server.connect()
            try slow.send(Requests.get("/slow"))
            let stream = try server.connect()
            try stream.send(Requests.get("/stream"))
            _ = stream.read(atLeast: 10)
            let (idle, busy) = (try server.connect(), try server.connect())
            for client in [idle, busy] {
                try client.send(Requests.get("/"))
                #expect(client.readAnswer()?.status == 200)
            }
            await expectCount(1) { held.withLock { $0.count } }
            async let drained: Void = server.server.drain(within: .seconds(20))
            #expect(stream.isEnded())
            try busy.send(Requests.get("/"))
            let last = try #require(busy.readAnswer())
            #expect(last.status == 200)
            #expect(last.header("Connection") == "close")
            #expect(busy.isEnded())
            #expect(idle.isEnded())
            #expect(throws: (any Error).self) { try server.connect() }
            #expect(server.counters.openConnections.load(ordering: .relaxed) >= 1)
            held.withLock { $0[0] }.respond(HTTPResponse(.ok, body: .bytes(ByteBuffer(string: "late"))))
            let answer = try #require(slow.readAnswer())
            #expect(answer.text == "late")
            #expect(answer.header("Connection") == "close")
            slow.close()
            await drained
            #expect(server.counters.openConnections.load(ordering: .relaxed) == 0)
        }
    }

    @Test func `A request that was begun and not completed holds the drain no longer than the grace`() async throws {
        let handler = ClosureHandler { _, exchange in exchange.respond(HTTPResponse(.ok)) }
        try await TestServer.with({ $0.drainIdleGrace = .milliseconds(200) }, handler: handler) { server in
            let client = try server.connect()
            try client.send("GET /li")
            await expectCount(1) { server.counters.openConnections.load(ordering: .relaxed) }
            let begin = ContinuousClock.now
            await server.server.drain(within: .seconds(20))
            #expect(ContinuousClock.now - begin < .seconds(8), "the head's own deadline is ten seconds")
            client.close()
        }
    }

    @Test func `After the deadline the rest is cut off`() async throws {
        let handler = ClosureHandler { _, exchange in exchange.onClose { _ in } }
        try await TestServer.with(handler: handler) { server in
            let client = try server.connect()
            try client.send(Requests.get("/never"))
            await expectCount(1) { server.counters.requests.load(ordering: .relaxed) }
            await server.server.drain(within: .milliseconds(100))
            #expect(client.isEnded())
            #expect(server.counters.closes(.drained) == 1)
        }
    }
}
