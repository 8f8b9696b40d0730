import NIOCore
import NIOPosix
import StreavLocal
import StreavNetwork
import StreavPorts
import Synchronization
import Testing

@Suite("Reading transport streams over HTTP, from real sockets")
struct HTTPTransportSourceTests {
    private static let ok = "HTTP/1.1 200 OK\r\nContent-Type: video/mp2t\r\n"

    private let clock = ManualClock()

    /// Reads until the source ends or fails.
    private func read(
        _ address: String, allowing networks: String = "127.0.0.0/8",
        resolver: any HostResolver = ScriptedResolver([[]]),
        limits: HTTPSourceLimits = HTTPSourceLimits()
    ) async -> (bytes: Int, error: MediaSourceError?) {
        let count = Mutex(0)
        do {
            let source = try HTTPTransportSource(
                address: address, policy: AddressPolicy(parsing: networks), resolver: resolver,
                clock: .manual(clock), limits: limits, group: MultiThreadedEventLoopGroup.singleton)
            try await source.run { bytes in
                #expect((1...MediaSourceLimits.chunkBytes).contains(bytes.readableBytes))
                count.withLock { $0 += bytes.readableBytes }
            }
            return (count.withLock { $0 }, nil)
        } catch let error as MediaSourceError {
            return (count.withLock { $0 }, error)
        } catch {
            Issue.record("\(error) is no error of the port")
            return (count.withLock { $0 }, nil)
        }
    }

    @Test("Bodies of known length, chunked, and until the close are read to their end")
    func bodies() async throws {
        let scripts: [[ScriptedServer.Step]] = [
            [.send(Self.ok + "Content-Length: 5\r\n\r\nhello")],
            [
                .send(Self.ok + "Transfer-Encoding: chunked\r\n\r\n5\r\nhel"),
                .send("lo\r\n6;x=y\r\n world\r\n0\r\n\r\n"),
            ],
            [.send("HTTP/1.0 200 OK\r\n\r\nhello w")],
        ]
        try await ScriptedServer.serving(scripts) { server in
            for expected in [5, 11, 7] {
                let result = await read("http://joe:secret@127.0.0.1:\(server.port)/one.ts?x=1")
                #expect(result.error == nil)
                #expect(result.bytes == expected)
            }
            let request = try #require(server.requests.first)
            #expect(request.hasPrefix("GET /one.ts?x=1 HTTP/1.1\r\n"))
            #expect(request.contains("Host: 127.0.0.1:\(server.port)\r\n"))
            #expect(request.contains("Authorization: Basic am9lOnNlY3JldA==\r\n"))
        }
    }

    @Test("A body that breaks off is interrupted")
    func truncated() async throws {
        let scripts: [[ScriptedServer.Step]] = [
            [.send(Self.ok + "Content-Length: 50\r\n\r\nhello")],
            [.send(Self.ok + "Transfer-Encoding: chunked\r\n\r\n50\r\nhel")],
            [.send(Self.ok + "Transfer-Encoding: chunked\r\n\r\nzz\r\nhel"), .hold],
        ]
        try await ScriptedServer.serving(scripts) { server in
            for _ in 0..<3 {
                let result = await read("http://127.0.0.1:\(server.port)/")
                #expect(result.error?.code == .interrupted, "\(String(describing: result.error))")
            }
        }
    }

    @Test(
        "Answers that are no media are refused with a reason",
        arguments: [
            ("200 OK\r\nContent-Type: text/html; charset=utf-8", "web page"),
            ("200 OK\r\nContent-Type: application/vnd.apple.mpegurl", "HLS playlist"),
            ("200 OK\r\nContent-Type: application/json", "application/json"),
            ("200 OK\r\nContent-Encoding: gzip", "compresses"), ("401 Unauthorized", "401"), ("404 Not Found", "404"),
            ("503 Busy", "busy"), ("302 Found", "does not say where"), ("204 No Content", "204"),
        ])
    func refused(_ head: String, _ reason: String) async throws {
        try await ScriptedServer.serving([[.send("HTTP/1.1 \(head)\r\nContent-Length: 0\r\n\r\n")]]) { server in
            let result = await read("http://127.0.0.1:\(server.port)/live/joe/secret")
            #expect(result.error?.code == .refused)
            #expect(result.error?.message.contains(reason) == true, "\(result.error?.message ?? "")")
            #expect(result.error?.message.contains("secret") == false)
        }
    }

    @Test("Something that does not speak HTTP is refused, and one that says nothing is interrupted")
    func noHTTP() async throws {
        try await ScriptedServer.serving([[.send("SSH-2.0-x\r\n"), .hold]]) { server in
            #expect(await read("http://127.0.0.1:\(server.port)/").error?.code == .refused)
        }
        try await ScriptedServer.serving([[.send("")]]) { server in
            #expect(await read("http://127.0.0.1:\(server.port)/").error?.code == .interrupted)
        }
    }

    @Test("Redirects are followed, five at most")
    func redirects() async throws {
        let hop = "HTTP/1.1 302 Found\r\nContent-Length: 0\r\nLocation: http://127.0.0.1:PORT/next\r\n\r\n"
        let last = Self.ok + "Content-Length: 5\r\n\r\nhello"
        try await ScriptedServer.serving(Array(repeating: [.send(hop)], count: 5) + [[.send(last)]]) { server in
            #expect(await read("http://127.0.0.1:\(server.port)/").bytes == 5)
            #expect(server.requests.count == 6)
        }
        try await ScriptedServer.serving([[.send(hop)]]) { server in
            let result = await read("http://127.0.0.1:\(server.port)/")
            #expect(result.error?.code == .refused)
            #expect(server.requests.count == 6)
        }
    }

    @Test(
        "S35: a redirect to a closed address, another scheme or another spelling is not followed",
        arguments: [
            "http://169.254.169.254/latest/meta-data/", "http://[::1]/", "http://10.0.0.1/", "http://0x7f.1/",
            "https://host/", "file:/etc/passwd", "http://127.0.0.1@10.0.0.1/", "//192.168.0.1/", "gopher://127.0.0.1/",
        ])
    func badRedirects(_ location: String) async throws {
        let answer = "HTTP/1.1 302 Found\r\nContent-Length: 0\r\nLocation: \(location)\r\n\r\n"
        try await ScriptedServer.serving([[.send(answer)]]) { server in
            let error = await read("http://127.0.0.1:\(server.port)/").error
            #expect(error?.code == .forbidden || error?.code == .invalidAddress)
            #expect(server.requests.count == 1)
        }
    }

    @Test("S35: every lookup is judged anew, so a name that turns private is refused; F29: one of several suffices")
    func rebinding() async throws {
        let answer = Self.ok + "Content-Length: 5\r\n\r\nhello"
        try await ScriptedServer.serving([[.send(answer)]]) { server in
            let resolver = ScriptedResolver([["127.0.0.1"], ["10.0.0.1"], ["169.254.169.254", "127.0.0.1"]])
            let address = "http://encoder.example:\(server.port)/"
            #expect(await read(address, resolver: resolver).bytes == 5)
            #expect(await read(address, resolver: resolver).error?.code == .forbidden)
            #expect(await read(address, resolver: resolver).bytes == 5)
            #expect(resolver.names == ["encoder.example", "encoder.example", "encoder.example"])
            #expect(server.requests.first?.contains("Host: encoder.example:\(server.port)\r\n") == true)
        }
    }

    @Test("A name without address and a closed port are unreachable")
    func unreachable() async {
        #expect(await read("http://nowhere.example/").error?.code == .unreachable)
        let error = await read("http://127.0.0.1:1/").error
        #expect(error?.code == .unreachable)
        #expect(error?.message.contains("connection refused") == true)
    }

    @Test("A literal address that is closed is refused before anything is opened")
    func literal() {
        #expect(throws: MediaSourceError.self) {
            try HTTPTransportSource(
                address: "http://127.0.0.1/", policy: AddressPolicy(), resolver: ScriptedResolver([[]]),
                clock: .manual(clock), group: MultiThreadedEventLoopGroup.singleton)
        }
    }

    @Test("A head without end is cut off, and so are one of a hundred fields more and one long field")
    func hugeHeads() async throws {
        let many = (0..<200).map { "X-\($0): y\r\n" }.joined()
        let scripts: [[ScriptedServer.Step]] = [
            [.send("HTTP/1.1 200 OK\r\nX: "), .flood(100 << 20)], [.send("HTTP/1.1 200 OK\r\n" + many + "\r\n")],
            [.send("HTTP/1.1 200 OK\r\nX: " + String(repeating: "a", count: 9000) + "\r\n\r\n")],
        ]
        try await ScriptedServer.serving(scripts) { server in
            for _ in scripts {
                let result = await read("http://127.0.0.1:\(server.port)/")
                #expect(result.error?.code == .refused, "\(String(describing: result.error))")
            }
            #expect(server.bytesWritten < 20 << 20)
        }
    }

    @Test("A head that drips or never comes ends at its time limit")
    func slowHead() async throws {
        try await ScriptedServer.serving([[.send("HTTP/1.1 200 OK\r\nX: y"), .hold]]) { server in
            async let result = read("http://127.0.0.1:\(server.port)/")
            while server.requests.isEmpty { try await Task.sleep(for: .milliseconds(5)) }
            try await clock.waitForSleepers()
            clock.advance(by: .seconds(5))
            try await clock.waitForSleepers()
            clock.advance(by: .seconds(10))
            #expect(await result.error?.code == .timedOut)
        }
    }

    @Test("A receiver that does not return stops the reading")
    func backPressure() async throws {
        let head = Self.ok + "Content-Length: \(256 << 20)\r\n\r\n"
        try await ScriptedServer.serving([[.send(head), .flood(256 << 20)]]) { server in
            let source = try HTTPTransportSource(
                address: "http://127.0.0.1:\(server.port)/", policy: AddressPolicy(parsing: "127.0.0.1"),
                resolver: ScriptedResolver([[]]), clock: .manual(clock), group: MultiThreadedEventLoopGroup.singleton)
            try await withThrowingTaskGroup(of: Void.self) { group in
                group.addTask {
                    try await source.run { _ in
                        while true { try await Task.sleep(for: .milliseconds(20)) }
                    }
                }
                var before = -1
                while server.bytesWritten == 0 || server.bytesWritten != before {
                    before = server.bytesWritten
                    try await Task.sleep(for: .milliseconds(200))
                }
                // What sockets on both sides hold, and no more.
                #expect(before < 64 << 20)
                group.cancelAll()
            }
        }
    }

    @Test("Cancelling ends a source that is silent")
    func cancellation() async throws {
        try await ScriptedServer.serving([[.send(Self.ok + "\r\n"), .hold]]) { server in
            let port = server.port
            try await withThrowingTaskGroup(of: Void.self) { group in
                group.addTask {
                    let source = try HTTPTransportSource(
                        address: "http://127.0.0.1:\(port)/", policy: AddressPolicy(parsing: "127.0.0.1"),
                        resolver: ScriptedResolver([[]]), clock: .manual(clock),
                        group: MultiThreadedEventLoopGroup.singleton)
                    await #expect(throws: CancellationError.self) { try await source.run { _ in } }
                }
                while server.requests.isEmpty { try await Task.sleep(for: .milliseconds(5)) }
                group.cancelAll()
            }
        }
    }
}
