import Glibc

/// A blocking TCP client that says exactly what it is told to.
final class RawClient {
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

    private(set) var descriptor: CInt
    private var received: [UInt8] = []
    private(set) var sawEnd = false

    /// - Parameter receiveBuffer: bytes the kernel keeps for a client that does not read.
    init(port: Int, from source: String = "127.0.0.1", receiveBuffer: CInt? = nil) throws {
        descriptor = socket(AF_INET, CInt(SOCK_STREAM.rawValue), 0)
        guard descriptor >= 0 else { throw Failure(operation: "socket", code: errno) }
        if var receiveBuffer {
            setsockopt(descriptor, SOL_SOCKET, SO_RCVBUF, &receiveBuffer, socklen_t(MemoryLayout<CInt>.size))
        }
        if source != "127.0.0.1" {
            try withAddress(source, 0) { address, length in
                guard bind(descriptor, address, length) == 0 else { throw Failure(operation: "bind", code: errno) }
            }
        }
        setTimeout(milliseconds: 10_000)
        try withAddress("127.0.0.1", port) { address, length in
            guard Glibc.connect(descriptor, address, length) == 0 else {
                throw Failure(operation: "connect", code: errno)
            }
        }
    }

    deinit { close() }

    func close() {
        if descriptor >= 0 { _ = Glibc.close(descriptor) }
        descriptor = -1
    }

    /// How long a read waits at most.
    func setTimeout(milliseconds: Int) {
        var time = timeval(tv_sec: milliseconds / 1_000, tv_usec: milliseconds % 1_000 * 1_000)
        setsockopt(descriptor, SOL_SOCKET, SO_RCVTIMEO, &time, socklen_t(MemoryLayout<timeval>.size))
        setsockopt(descriptor, SOL_SOCKET, SO_SNDTIMEO, &time, socklen_t(MemoryLayout<timeval>.size))
    }

    func send(_ text: String) throws {
        try send(Array(text.utf8))
    }

    func send(_ bytes: [UInt8]) throws {
        var sent = 0
        while sent < bytes.count {
            let count = bytes.withUnsafeBytes {
                Glibc.send(descriptor, $0.baseAddress! + sent, bytes.count - sent, CInt(MSG_NOSIGNAL))
            }
            guard count > 0 else { throw Failure(operation: "send", code: errno) }
            sent += count
        }
    }

    /// False when nothing came in time or the server is gone.
    @discardableResult
    func readMore() -> Bool {
        var chunk = [UInt8](repeating: 0, count: 65_536)
        let count = recv(descriptor, &chunk, chunk.count, 0)
        if count > 0 {
            received.append(contentsOf: chunk[..<count])
            return true
        }
        if count == 0 || errno == ECONNRESET { sawEnd = true }
        return false
    }

    func readToEnd() -> [UInt8] {
        while readMore() {}
        defer { received = [] }
        return received
    }

    /// At least so many bytes, fewer when the server ends or is silent.
    func read(atLeast count: Int) -> [UInt8] {
        while received.count < count, readMore() {}
        defer { received = [] }
        return received
    }

    /// One answer with a length; nil when there is none.
    func readAnswer(toHead isHead: Bool = false) -> Answer? {
        while true {
            if let end = headEnd() {
                let head = String(decoding: received[..<end], as: UTF8.self)
                let status = Int(head.dropFirst(9).prefix(3)) ?? 0
                var answer = Answer(status: status, head: head, body: [])
                let length = isHead ? 0 : Int(answer.header("Content-Length") ?? "0") ?? 0
                while received.count < end + length {
                    guard readMore() else { return nil }
                }
                answer = Answer(status: status, head: head, body: Array(received[end..<(end + length)]))
                received.removeFirst(end + length)
                return answer
            }
            guard readMore() else { return nil }
        }
    }

    /// Whether the server has ended the connection, waiting for it as long as the timeout allows.
    func isEnded() -> Bool {
        while !sawEnd, readMore() {}
        return sawEnd
    }

    private func headEnd() -> Int? {
        guard received.count >= 4 else { return nil }
        for index in 3..<received.count
        where received[index] == 10 && received[index - 1] == 13 && received[index - 2] == 10 {
            return index + 1
        }
        return nil
    }

    private func withAddress(
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

/// Lets time pass for a client that takes its time.
func pause(milliseconds: Int) {
    usleep(useconds_t(milliseconds * 1_000))
}
