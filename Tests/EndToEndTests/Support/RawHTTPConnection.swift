import Foundation
import Synchronization

/// One connection. Requests go one after the other; an answer without an end is read piece by piece.
final class RawHTTPConnection: Sendable {
    private let state: Mutex<RawHTTPStream>
    /// Outside of the lock, so that a read that waits can be ended.
    private let socket: Int32
    private let client: RawHTTPClient
    private let isClosed = Atomic(false)

    /// Blocks while it connects.
    init(to address: HTTPAddress, client: RawHTTPClient) throws {
        self.client = client
        socket = try Self.connect(to: address, client: client)
        state = Mutex(RawHTTPStream(socket: socket))
    }

    deinit { close() }

    func get(_ address: String, headers: [String: String] = [:]) async throws -> RawHTTPResponse {
        try await send("GET", address, headers: headers)
    }

    /// A request and its whole answer. The connection can be used again unless the answer ends with it.
    func send(
        _ method: String, _ address: String, headers: [String: String] = [:], body: Data? = nil
    ) async throws -> RawHTTPResponse {
        var response = try await begin(method, address, headers: headers, body: body)
        response.body = try await blocking { try self.state.withLock { try $0.wholeBody() } }
        return response
    }

    /// A body in chunks of a few bytes (RFC 9112 section 7.1), as clients send that do not know how long it will be.
    static func chunked(_ body: Data) -> Data {
        var text = Data()
        var rest = body[...]
        while !rest.isEmpty {
            let chunk = rest.prefix(37)
            text += Data("\(String(chunk.count, radix: 16))\r\n".utf8) + chunk + Data("\r\n".utf8)
            rest = rest.dropFirst(chunk.count)
        }
        return text + Data("0\r\n\r\n".utf8)
    }

    /// A request and the head of its answer; the body is read with ``read(atLeast:within:)``.
    func begin(
        _ method: String, _ address: String, headers: [String: String] = [:], body: Data? = nil
    ) async throws -> RawHTTPResponse {
        let address = try HTTPAddress(address)
        var fields = ["Host": "\(address.host):\(address.port)"]
        fields["User-Agent"] = client.userAgent
        let isChunked = headers["Transfer-Encoding"] == "chunked"
        if let body, !isChunked { fields["Content-Length"] = String(body.count) }
        fields.merge(headers) { $1 }
        var text = "\(method) \(address.target) HTTP/1.1\r\n"
        for (name, value) in fields.sorted(by: { $0.key < $1.key }) { text += "\(name): \(value)\r\n" }
        let content = isChunked ? Self.chunked(body ?? Data()) : body ?? Data()
        let request = Data((text + "\r\n").utf8) + content
        return try await blocking {
            try self.state.withLock { state in
                try state.write(request)
                return try state.readHead(method: method)
            }
        }
    }

    /// Bytes as they are, for requests that no client would send. Reads all until the other side closes or is silent.
    func exchange(_ bytes: Data, within limit: Duration) async throws -> Data {
        try await blocking {
            try self.state.withLock { state in
                try state.write(bytes)
                return try state.readAll(within: limit)
            }
        }
    }

    /// The next bytes of a body without an end: returns when there are so many, when the limit is over, or at the end.
    func read(atLeast count: Int, within limit: Duration) async throws -> (bytes: Data, hasEnded: Bool) {
        try await blocking { try self.state.withLock { try $0.readStream(atLeast: count, within: limit) } }
    }

    /// At once, and also while a read waits.
    func close() {
        guard !isClosed.exchange(true, ordering: .sequentiallyConsistent) else { return }
        shutdown(socket, Int32(SHUT_RDWR))
        state.withLock { _ = Foundation.close($0.socket) }
    }

    private static func connect(to address: HTTPAddress, client: RawHTTPClient) throws -> Int32 {
        let handle = Foundation.socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        guard handle >= 0 else { throw HarnessError("no socket: \(errno)") }
        do {
            var patience = client.patience.timeInterval
            setsockopt(handle, SOL_SOCKET, SO_RCVTIMEO, &patience, socklen_t(MemoryLayout<timeval>.size))
            setsockopt(handle, SOL_SOCKET, SO_SNDTIMEO, &patience, socklen_t(MemoryLayout<timeval>.size))
            var one: Int32 = 1
            // The port is chosen at connect, by both ends: otherwise one source runs out of ports under load.
            setsockopt(handle, Int32(IPPROTO_IP), IP_BIND_ADDRESS_NO_PORT, &one, socklen_t(MemoryLayout<Int32>.size))
            let here = try socketAddress(client.source, port: 0)
            guard withSocketAddress(here, { Foundation.bind(handle, $0, $1) }) == 0 else {
                throw HarnessError("bind to \(client.source): \(errno)")
            }
            let there = try socketAddress(address.host == "localhost" ? "127.0.0.1" : address.host, port: address.port)
            guard withSocketAddress(there, { Foundation.connect(handle, $0, $1) }) == 0 else {
                throw HarnessError("connect to \(address.host):\(address.port): \(errno)")
            }
            return handle
        } catch {
            _ = Foundation.close(handle)
            throw error
        }
    }

    private static func socketAddress(_ host: String, port: UInt16) throws -> sockaddr_in {
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = port.bigEndian
        guard inet_pton(AF_INET, host, &address.sin_addr) == 1 else { throw HarnessError("no IPv4 address: \(host)") }
        return address
    }

    private static func withSocketAddress(
        _ address: sockaddr_in, _ body: (UnsafePointer<sockaddr>, socklen_t) -> Int32
    ) -> Int32 {
        withUnsafePointer(to: address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                body($0, socklen_t(MemoryLayout<sockaddr_in>.size))
            }
        }
    }
}
