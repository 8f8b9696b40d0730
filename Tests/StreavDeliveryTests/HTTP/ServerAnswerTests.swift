import NIOCore
import StreavDomain
import Synchronization
import Testing

@testable import StreavDelivery

@Suite("Answers over a socket")
struct ServerAnswerTests {
    @Test func `An answer has the fields the server promises`() async throws {
        try await TestServer.with { server in
            let client = try server.connect()
            try client.send(Requests.get("/a/b?c=d", headers: "User-Agent: test\r\n"))
            let answer = try #require(client.readAnswer())
            #expect(answer.status == 200)
            #expect(answer.header("Date") == "Sun, 06 Nov 1994 08:49:37 GMT")
            #expect(answer.header("X-Content-Type-Options") == "nosniff")
            #expect(answer.header("Content-Type") == "text/plain")
            #expect(answer.header("Content-Length") == String(answer.body.count))
            #expect(answer.header("Connection") == nil)
            // S33: no version of anything.
            #expect(answer.header("Server") == "Streav")
            #expect(answer.text.contains("path=/a/b\nsegments=[\"a\", \"b\"]\nquery=c=d\n"))
            #expect(answer.text.contains("client=127.0.0.1\nagent=test\n"))
        }
    }

    @Test func `HEAD has the length and no content, and the connection goes on`() async throws {
        let body = ByteBuffer(repeating: 7, count: 5_000)
        let handler = ClosureHandler { _, exchange in exchange.respond(HTTPResponse(.ok, body: .bytes(body))) }
        try await TestServer.with(handler: handler) { server in
            let client = try server.connect()
            try client.send("HEAD / HTTP/1.1\r\nHost: a\r\n\r\n" + Requests.get("/"))
            let head = try #require(client.readAnswer(toHead: true))
            #expect(head.header("Content-Length") == "5000")
            let whole = try #require(client.readAnswer())
            #expect(whole.status == 200)
            #expect(whole.body.count == 5_000)
        }
    }

    @Test func `Statuses without content say no length`() async throws {
        let handler = ClosureHandler { request, exchange in
            let isEmpty = request.segments() == ["empty"]
            exchange.respond(HTTPResponse(isEmpty ? .noContent : .notModified, body: .bytes(ByteBuffer(string: "x"))))
        }
        try await TestServer.with(handler: handler) { server in
            let client = try server.connect()
            try client.send(Requests.get("/empty") + Requests.get("/same"))
            let empty = try #require(client.readAnswer())
            #expect(empty.status == 204)
            #expect(empty.header("Content-Length") == nil)
            let same = try #require(client.readAnswer())
            #expect(same.status == 304)
            #expect(same.header("Content-Length") == nil)
        }
    }

    @Test func `Content in many pieces arrives whole and in order`() async throws {
        let buffers = (0..<200).map { ByteBuffer(repeating: UInt8($0), count: 10_007) }
        let handler = ClosureHandler { request, exchange in
            exchange.respond(.ranged(buffers: buffers, for: request, headers: [:]))
        }
        try await TestServer.with(handler: handler) { server in
            let client = try server.connect()
            try client.send(Requests.get("/") + Requests.get("/", headers: "Range: bytes=10000-10010\r\n"))
            let whole = try #require(client.readAnswer())
            #expect(whole.body == buffers.flatMap { Array($0.readableBytesView) })
            let part = try #require(client.readAnswer())
            #expect(part.status == 206)
            #expect(part.body == [UInt8](repeating: 0, count: 7) + [1, 1, 1, 1])
        }
    }

    @Test func `Pipelined requests are answered in order, late answers too`() async throws {
        let loops = HTTPEventLoops(serving: 1)
        let elsewhere = loops.serving[0]
        let handler = ClosureHandler { request, exchange in
            let body = HTTPResponse.Body.bytes(ByteBuffer(string: request.rawPath))
            if request.query("late") != nil {
                elsewhere.scheduleTask(in: .milliseconds(3)) { exchange.respond(HTTPResponse(.ok, body: body)) }
            } else {
                exchange.respond(HTTPResponse(.ok, body: body))
            }
        }
        try await TestServer.with(handler: handler) { server in
            let client = try server.connect()
            try client.send((0..<60).map { Requests.get("/\($0)" + ($0 % 3 == 0 ? "?late" : "")) }.joined())
            for index in 0..<60 {
                #expect(client.readAnswer()?.text == "/\(index)")
            }
        }
        await loops.shutdown()
    }

    @Test func `S46: what is pipelined behind a slow answer is bounded, and nothing is lost`() async throws {
        let held = Mutex<HTTPExchange?>(nil)
        let handler = ClosureHandler { request, exchange in
            if request.rawPath == "/slow" {
                held.withLock { $0 = exchange }
            } else {
                exchange.respond(HTTPResponse(.ok))
            }
        }
        try await TestServer.with({ $0.limits.maximumPipelinedBytes = 8_192 }, handler: handler) { server in
            let client = try server.connect(receiveBuffer: 4_096)
            try client.send(Requests.get("/slow"))
            // Far more than the server and both kernels hold: sending must come to a stop.
            let line = Requests.get("/" + String(repeating: "x", count: 970))
            let block = Array(String(repeating: line, count: 64).utf8)
            client.setTimeout(milliseconds: 300)
            var sent = 0
            while sent < 64 << 20, (try? client.send(block)) != nil { sent += block.count }
            #expect(sent < 64 << 20)
            client.setTimeout(milliseconds: 10_000)
            held.withLock { $0 }?.respond(HTTPResponse(.ok))
            for _ in 0..<100 { #expect(client.readAnswer()?.status == 200) }
        }
    }

    @Test func `1_0 clients are kept when they ask for it`() async throws {
        try await TestServer.with { server in
            let client = try server.connect()
            try client.send("GET / HTTP/1.0\r\nConnection: keep-alive\r\n\r\n")
            #expect(client.readAnswer()?.header("Connection") == "keep-alive")
            try client.send("GET / HTTP/1.0\r\n\r\n")
            #expect(client.readAnswer()?.header("Connection") == "close")
            #expect(client.isEnded())
        }
    }

    @Test func `A form is echoed, after a go-ahead where one is waited for`() async throws {
        try await TestServer.with { server in
            let client = try server.connect()
            try client.send(
                "POST / HTTP/1.1\r\nHost: a\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: 3\r\n"
                    + "Expect: 100-continue\r\n\r\n")
            #expect(client.readAnswer()?.status == 100)
            try client.send("a=b")
            let answer = try #require(client.readAnswer())
            #expect(answer.text.contains("body=a=b\n"))
        }
    }

    @Test func `S32: a value can not split an answer, and problems never break out of JSON`() async throws {
        let handler = ClosureHandler { _, exchange in
            exchange.respond(
                .problem(
                    .forbidden, code: "denied", detail: "a\"b\\c\r\n\u{2028}<d>\u{7F}é",
                    headers: ["X-Name": "a\r\nSet-Cookie: b=c\0"]))
        }
        try await TestServer.with(handler: handler) { server in
            let client = try server.connect()
            try client.send(Requests.get("/"))
            let answer = try #require(client.readAnswer())
            #expect(answer.header("X-Name") == "aSet-Cookie: b=c")
            #expect(answer.header("Set-Cookie") == nil)
            #expect(answer.header("Content-Type") == "application/problem+json")
            #expect(
                answer.text == #"{"type":"about:blank","title":"Forbidden","status":403,"code":"denied","#
                    + #""detail":"a\"b\\c\u000d\u000a\u2028\u003cd\u003e\u007fé"}"#)
        }
    }

    @Test func `S33: refusals repeat nothing of the request`() async throws {
        try await TestServer.with { server in
            let requests = [
                Requests.get("/secret-word/.."), "secret-word\r\n\r\n", Requests.get("/", headers: "secret-word\r\n"),
            ]
            for request in requests {
                let text = try server.exchange(request)
                #expect(text.hasPrefix("HTTP/1.1 4"))
                #expect(!text.contains("secret-word"))
                #expect(text.contains("application/problem+json"))
            }
        }
    }

    @Test func `Preflights allow what players' scripts do`() async throws {
        let handler = ClosureHandler { _, exchange in exchange.respond(.preflight()) }
        try await TestServer.with(handler: handler) { server in
            let client = try server.connect()
            try client.send("OPTIONS /x HTTP/1.1\r\nHost: a\r\nOrigin: https://b\r\n\r\n")
            let answer = try #require(client.readAnswer())
            #expect(answer.status == 204)
            #expect(answer.header("Access-Control-Allow-Origin") == "*")
            #expect(answer.header("Access-Control-Allow-Methods") == "GET, HEAD, OPTIONS")
        }
    }

    @Test func `A handler learns that its client is gone`() async throws {
        let (reasons, continuation) = AsyncStream.makeStream(of: HTTPCloseReason.self)
        let handler = ClosureHandler { _, exchange in exchange.onClose { continuation.yield($0) } }
        try await TestServer.with(handler: handler) { server in
            let client = try server.connect()
            try client.send(Requests.get("/"))
            while server.counters.requests.load(ordering: .relaxed) == 0 { await Task.yield() }
            client.close()
            var iterator = reasons.makeAsyncIterator()
            #expect(await iterator.next() == .peerClosed)
        }
    }

    @Test func `Each connection has an identity of its own that its requests share`() async throws {
        let handler = ClosureHandler { request, exchange in
            exchange.respond(HTTPResponse(.ok, body: .bytes(ByteBuffer(string: "\(request.connection)"))))
        }
        try await TestServer.with(handler: handler) { server in
            let clients = [try server.connect(), try server.connect()]
            var seen: [[String]] = []
            for client in clients {
                try client.send(Requests.get("/") + Requests.get("/"))
                seen.append([client.readAnswer()?.text ?? "", client.readAnswer()?.text ?? ""])
            }
            #expect(seen[0][0] == seen[0][1] && seen[1][0] == seen[1][1])
            #expect(seen[0][0] != seen[1][0])
        }
    }

    @Test func `A port that is taken is an error that says so`() async throws {
        try await TestServer.with { server in
            _ = await #expect(throws: HTTPServerError.self) {
                try await TestServer.with({ $0.port = server.port }, { _ in })
            }
        }
    }

    @Test func `Dates are right across leap days and centuries`() {
        func text(_ seconds: Int64) -> String {
            String(decoding: HTTPDate.text(.init(milliseconds: seconds * 1_000)), as: UTF8.self)
        }
        #expect(text(0) == "Thu, 01 Jan 1970 00:00:00 GMT")
        #expect(text(951_782_400) == "Tue, 29 Feb 2000 00:00:00 GMT")
        #expect(text(1_709_251_199) == "Thu, 29 Feb 2024 23:59:59 GMT")
        #expect(text(4_107_542_400) == "Mon, 01 Mar 2100 00:00:00 GMT")
        #expect(text(-1) == "Wed, 31 Dec 1969 23:59:59 GMT")
    }
}
