import Glibc

/// A blocking HTTP/1.1 client over one socket, from any loopback address.
final class Loopback {
    struct Failure: Error {
        let operation: String
        let code: CInt
    }

    struct Answer {
        let status: Int
        let head: String
        let body: [UInt8]

        var text: String { String(decoding: body, as: UTF8.self) }

        func header(_ name: String) -> String? {
            for line in head.split(separator: "\r\n").dropFirst() {
                let parts = line.split(separator: ":", maxSplits: 1)
                if parts.count == 2, parts[0].lowercased() == name.lowercased() {
                    return String(parts[1].drop { $0 == " " })
                }
            }
            return nil
        }
    }

    private var descriptor: CInt
    private var received: [UInt8] = []
    private(set) var hasEnded = false

    /// - Parameter receiveBuffer: Bytes the kernel keeps for a client that does not read.
    init(port: Int, from source: String = "127.0.0.1", receiveBuffer: CInt? = nil) throws {
        descriptor = socket(AF_INET, CInt(SOCK_STREAM.rawValue), 0)
        guard descriptor >= 0 else { throw Failure(operation: "socket", code: errno) }
        if var receiveBuffer {
            setsockopt(descriptor, SOL_SOCKET, SO_RCVBUF, &receiveBuffer, socklen_t(MemoryLayout<CInt>.size))
        }
        setPatience(milliseconds: 15_000)
        if source != "127.0.0.1" {
            try Self.withAddress(source, 0) {
                guard bind(descriptor, $0, $1) == 0 else { throw Failure(operation: "bind", code: errno) }
            }
        }
        try Self.withAddress("127.0.0.1", port) {
            guard Glibc.connect(descriptor, $0, $1) == 0 else { throw Failure(operation: "connect", code: errno) }
        }
    }

    deinit { close() }

    func close() {
        if descriptor >= 0 { _ = Glibc.close(descriptor) }
        descriptor = -1
    }

    /// Ends the connection with a RST, as a player that is killed may.
    func reset() {
        var option = linger(l_onoff: 1, l_linger: 0)
        setsockopt(descriptor, SOL_SOCKET, SO_LINGER, &option, socklen_t(MemoryLayout<linger>.size))
        close()
    }

    /// How long a read waits at most.
    func setPatience(milliseconds: Int) {
        var time = timeval(tv_sec: milliseconds / 1_000, tv_usec: milliseconds % 1_000 * 1_000)
        setsockopt(descriptor, SOL_SOCKET, SO_RCVTIMEO, &time, socklen_t(MemoryLayout<timeval>.size))
    }

    /// - Parameter fields: Further lines of the head, each with its end.
    func request(_ target: String, method: String = "GET", agent: String = "player", fields: String = "") throws {
        let head = "\(method) \(target) HTTP/1.1\r\nHost: localhost\r\nUser-Agent: \(agent)\r\n\(fields)\r\n"
        let bytes = Array(head.utf8)
        let count = bytes.withUnsafeBytes { send(descriptor, $0.baseAddress, $0.count, CInt(MSG_NOSIGNAL)) }
        guard count == bytes.count else { throw Failure(operation: "send", code: errno) }
    }

    /// One answer with a length.
    func get(_ target: String, agent: String = "player", fields: String = "") throws -> Answer {
        try request(target, agent: agent, fields: fields)
        let head = try readHead()
        let length = Int(head.header("Content-Length") ?? "0") ?? 0
        while received.count < length {
            guard fill() else { throw Failure(operation: "read", code: errno) }
        }
        let body = Array(received[..<length])
        received.removeFirst(length)
        return Answer(status: head.status, head: head.head, body: body)
    }

    /// The head of an answer, whose body may have no end.
    func readHead() throws -> Answer {
        var searched = 3
        while true {
            while searched < received.count {
                if received[searched] == 10, received[searched - 1] == 13, received[searched - 2] == 10 {
                    let head = String(decoding: received[...searched], as: UTF8.self)
                    received.removeFirst(searched + 1)
                    return Answer(status: Int(head.dropFirst(9).prefix(3)) ?? 0, head: head, body: [])
                }
                searched += 1
            }
            guard fill() else { throw Failure(operation: "read", code: errno) }
        }
    }

    /// What has come, and what comes within the time a read waits.
    func read() -> [UInt8] {
        if received.isEmpty { fill() }
        defer { received = [] }
        return received
    }

    @discardableResult
    private func fill() -> Bool {
        var chunk = [UInt8](repeating: 0, count: 65_536)
        let count = recv(descriptor, &chunk, chunk.count, 0)
        if count > 0 {
            received.append(contentsOf: chunk[..<count])
            return true
        }
        if count == 0 || errno == ECONNRESET { hasEnded = true }
        return false
    }

    private static func withAddress(
        _ host: String, _ port: Int, _ body: (UnsafePointer<sockaddr>, socklen_t) throws -> Void
    ) throws {
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = in_port_t(UInt16(port)).bigEndian
        inet_pton(AF_INET, host, &address.sin_addr)
        try withUnsafePointer(to: &address) { pointer in
            try pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                try body($0, socklen_t(MemoryLayout<sockaddr_in>.size))
            }
        }
    }
}
