import NIOCore
import Synchronization
import Testing

@testable import StreavDelivery

@Suite("Endless answers")
struct StreamTests {
    @Test func `A stream has no length, arrives in order and ends with the connection`() async throws {
        let handler = ClosureHandler { _, exchange in
            let stream = exchange.startStream(headers: ["Content-Type": "video/mp2t"])
            stream.write([ByteBuffer(string: "abc"), ByteBuffer(), ByteBuffer(string: "def")])
            stream.write([ByteBuffer(string: "ghi")])
            stream.close()
        }
        try await TestServer.with(handler: handler) { server in
            let text = try server.exchange(Requests.get("/live.ts") + Requests.get("/never"))
            #expect(text.hasPrefix("HTTP/1.1 200 OK\r\n"))
            #expect(text.contains("Connection: close\r\n") && !text.contains("Content-Length"))
            #expect(text.hasSuffix("\r\n\r\nabcdefghi"))
            await expectCount(1) { server.counters.closes(.completed) }
            #expect(server.counters.openStreams.load(ordering: .relaxed) == 0)
            #expect(server.counters.sentContentBytes.load(ordering: .relaxed) == 9)
        }
    }

    @Test func `A HEAD for a stream gets the head alone`() async throws {
        let handler = ClosureHandler { _, exchange in
            let stream = exchange.startStream(headers: ["Content-Type": "video/mp2t"])
            #expect(!stream.isOpen)
            stream.write([ByteBuffer(string: "never")])
        }
        try await TestServer.with(handler: handler) { server in
            let text = try server.exchange("HEAD /live.ts HTTP/1.1\r\nHost: a\r\n\r\n")
            #expect(text.hasSuffix("\r\n\r\n") && !text.contains("Content-Length"))
        }
    }

    @Test func `A writer that heeds isWritable keeps a stalled reader's lag small, until it is closed`() async throws {
        let report = Mutex((pending: 0, reason: HTTPCloseReason?.none, sent: 0))
        let chunk = ByteBuffer(repeating: 0x47, count: 64 << 10)
        let handler = ClosureHandler { _, exchange in
            let stream = exchange.startStream(headers: [:])
            @Sendable func fill() {
                while stream.isWritable { stream.write([chunk]) }
                report.withLock { $0.pending = max($0.pending, stream.pendingBytes) }
            }
            stream.onClose { reason in
                report.withLock { ($0.reason, $0.sent) = (reason, stream.sentBytes) }
            }
            stream.onWritable { fill() }
            fill()
        }
        try await TestServer.with({ $0.writeTimeout = .milliseconds(400) }, handler: handler) { server in
            let reader = try server.connect(receiveBuffer: 4_096)
            try reader.send(Requests.get("/"))
            #expect(reader.read(atLeast: 1 << 20).count >= 1 << 20)
            await expectCount(1) { server.counters.closes(.writeTimeout) }
            let (pending, reason, sent) = report.withLock { $0 }
            #expect(pending <= 192 << 10)
            #expect(reason == .writeTimeout)
            #expect(sent >= 1 << 20)
        }
    }

    @Test func `A handler ends a stream for its own reasons, and what waits is dropped`() async throws {
        let streams = Mutex<[HTTPStream]>([])
        let handler = ClosureHandler { _, exchange in
            let stream = exchange.startStream(headers: [:])
            stream.write([ByteBuffer(repeating: 1, count: 32 << 20)])
            streams.withLock { $0.append(stream) }
        }
        try await TestServer.with(handler: handler) { server in
            let reader = try server.connect(receiveBuffer: 4_096)
            try reader.send(Requests.get("/"))
            await expectCount(1) { streams.withLock { $0.count } }
            streams.withLock { $0[0] }.close(.slowReader)
            await expectCount(1) { server.counters.closes(.slowReader) }
            #expect(reader.readToEnd().count < 32 << 20)
            streams.withLock { $0[0] }.close(.ended)
            #expect(server.counters.closes(.ended) == 0)
        }
    }

    @Test func `A stream whose viewer left says so`() async throws {
        let (reasons, continuation) = AsyncStream.makeStream(of: HTTPCloseReason.self)
        let handler = ClosureHandler { _, exchange in
            let stream = exchange.startStream(headers: [:])
            stream.onClose { continuation.yield($0) }
        }
        try await TestServer.with(handler: handler) { server in
            let reader = try server.connect()
            try reader.send(Requests.get("/"))
            _ = reader.read(atLeast: 10)
            reader.close()
            var iterator = reasons.makeAsyncIterator()
            #expect(await iterator.next() == .peerClosed)
            await expectCount(0) { server.counters.openStreams.load(ordering: .relaxed) }
        }
    }

    @Test func `Progress is judged by what the client takes, not by what is written`() {
        var progress = WriteProgress()
        func at(_ milliseconds: Int64) -> NIODeadline { .uptimeNanoseconds(0) + .milliseconds(milliseconds) }
        func isStalled(_ waiting: Int, _ time: Int64) -> Bool {
            progress.isStalled(waiting: waiting, now: at(time), timeout: .seconds(10))
        }
        progress.didWrite(100_000, now: at(0))
        #expect(!isStalled(100_000, 9_000))
        #expect(!isStalled(90_000, 9_500))
        #expect(!isStalled(90_000, 19_000))
        // A byte now and then is no progress, nor is more to write.
        progress.didWrite(100_000, now: at(19_100))
        #expect(!isStalled(189_990, 19_200))
        #expect(isStalled(189_980, 19_500))
        #expect(!isStalled(0, 20_000))
        progress.didWrite(10, now: at(50_000))
        #expect(!isStalled(10, 55_000))
        #expect(isStalled(10, 60_000))
    }
}
