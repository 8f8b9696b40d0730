import NIOCore
import NIOPosix
import Synchronization

/// A server on loopback that answers each connection with prepared bytes, whatever is asked.
final class ScriptedServer: Sendable {
    enum Step: Sendable {
        case send(String)
        /// So many bytes of `a`, in writes of 64 KiB, for as long as the other side reads.
        case flood(Int)
        /// Hold the connection open.
        case hold
    }

    private let listener: NIOAsyncChannel<NIOAsyncChannel<ByteBuffer, ByteBuffer>, Never>
    private let scripts: [[Step]]
    private let heard = Mutex<[String]>([])
    private let written = Mutex(0)
    let port: Int

    private init(_ listener: NIOAsyncChannel<NIOAsyncChannel<ByteBuffer, ByteBuffer>, Never>, _ scripts: [[Step]]) {
        self.listener = listener
        self.scripts = scripts
        self.port = listener.channel.localAddress?.port ?? 0
    }

    /// The requests, as they came.
    var requests: [String] { heard.withLock { $0 } }
    /// Bytes that the other side took, or that fit into buffers on the way.
    var bytesWritten: Int { written.withLock { $0 } }

    /// - Parameter scripts: By connection; the last one serves all further ones. `PORT` in them is the server's port.
    static func serving<Result: Sendable>(
        _ scripts: [[Step]], _ body: @Sendable (ScriptedServer) async throws -> Result
    ) async throws -> Result {
        let listener = try await ServerBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            .bind(host: "127.0.0.1", port: 0) { channel in
                channel.eventLoop.makeCompletedFuture {
                    try NIOAsyncChannel<ByteBuffer, ByteBuffer>(wrappingChannelSynchronously: channel)
                }
            }
        let server = ScriptedServer(listener, scripts)
        return try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { try? await server.accept() }
            defer { group.cancelAll() }
            return try await body(server)
        }
    }

    private func accept() async throws {
        try await listener.executeThenClose { connections in
            await withTaskGroup(of: Void.self) { group in
                var count = 0
                do {
                    for try await connection in connections {
                        let script = scripts[min(count, scripts.count - 1)]
                        count += 1
                        group.addTask { try? await self.serve(connection, script) }
                    }
                } catch {}
                group.cancelAll()
            }
        }
    }

    private func serve(_ connection: NIOAsyncChannel<ByteBuffer, ByteBuffer>, _ script: [Step]) async throws {
        try await connection.executeThenClose { inbound, outbound in
            var request = ""
            for try await bytes in inbound {
                request += String(buffer: bytes)
                if request.hasSuffix("\r\n\r\n") { break }
            }
            let whole = request
            heard.withLock { $0.append(whole) }
            for step in script {
                switch step {
                case .send(let text):
                    try await outbound.write(ByteBuffer(string: text.replacing("PORT", with: "\(port)")))
                case .flood(let count):
                    let block = ByteBuffer(repeating: UInt8(ascii: "a"), count: 65_536)
                    for _ in 0..<(count / 65_536) {
                        // Done when the kernel has it; the writer above would take it sooner.
                        try await connection.channel.writeAndFlush(block).get()
                        written.withLock { $0 += 65_536 }
                    }
                case .hold:
                    while !Task.isCancelled { try await Task.sleep(for: .milliseconds(20)) }
                }
            }
        }
    }
}
