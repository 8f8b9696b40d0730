import Foundation

/// One request written byte for byte over a socket of its own, and everything that came back until the server closed.
enum RawExchange {
    struct Answer {
        let status: Int
        /// Names in lower case.
        let headers: [String: String]
        /// The fields that set cookies, in their order.
        let cookies: [String]
        let body: String
        let isEmpty: Bool
    }

    struct Failure: Error {
        let message: String
    }

    /// - Parameter lingering: Seconds to wait for the server to end the connection.
    static func send(_ text: String, port: Int, lingering: Int = 20) async throws -> Answer {
        try await send(Array(text.utf8), port: port, lingering: lingering)
    }

    static func send(_ bytes: [UInt8], port: Int, lingering: Int = 20) async throws -> Answer {
        try await withCheckedThrowingContinuation { continuation in
            // A thread of its own: one that blocks must not be one that the servers' tasks run on.
            Thread.detachNewThread {
                continuation.resume(with: Result { try exchange(bytes, port: port, lingering: lingering) })
            }
        }
    }

    static func get(
        _ path: String, port: Int, host: String? = "localhost", method: String = "GET", headers: [String] = []
    ) async throws -> Answer {
        var lines = ["\(method) \(path) HTTP/1.1"]
        if let host { lines.append("Host: \(host)") }
        lines += headers + ["Connection: close", "", ""]
        return try await send(lines.joined(separator: "\r\n"), port: port)
    }

    private static func exchange(_ bytes: [UInt8], port: Int, lingering: Int) throws -> Answer {
        let handle = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        guard handle >= 0 else { throw Failure(message: "no socket") }
        defer { close(handle) }
        var patience = timeval(tv_sec: lingering, tv_usec: 0)
        setsockopt(handle, SOL_SOCKET, SO_RCVTIMEO, &patience, socklen_t(MemoryLayout<timeval>.size))
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = in_port_t(port).bigEndian
        address.sin_addr.s_addr = inet_addr("127.0.0.1")
        let connected = withUnsafePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                connect(handle, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
            }
        }
        guard connected == 0 else { throw Failure(message: "connect: \(errno)") }
        // Of a server that answers before it has everything, the answer counts.
        var sent = 0
        while sent < bytes.count {
            let count = bytes[sent...].withUnsafeBytes {
                Foundation.send(handle, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL))
            }
            if count <= 0 { break }
            sent += count
        }
        guard sent > 0 else { throw Failure(message: "send: \(errno)") }
        var received: [UInt8] = []
        var chunk = [UInt8](repeating: 0, count: 64 * 1024)
        while true {
            let count = recv(handle, &chunk, chunk.count, 0)
            if count < 0 && errno == EAGAIN { throw Failure(message: "the server kept the connection open") }
            if count <= 0 { break }
            received += chunk[..<count]
        }
        return parse(String(decoding: received, as: UTF8.self))
    }

    private static func parse(_ text: String) -> Answer {
        let parts = text.components(separatedBy: "\r\n\r\n")
        let lines = parts[0].components(separatedBy: "\r\n")
        let words = lines[0].split(separator: " ")
        var headers: [String: String] = [:]
        var cookies: [String] = []
        for line in lines.dropFirst() {
            guard let colon = line.firstIndex(of: ":") else { continue }
            let value = line[line.index(after: colon)...].trimmingCharacters(in: .whitespaces)
            headers[line[..<colon].lowercased()] = value
            if line[..<colon].lowercased() == "set-cookie" { cookies.append(value) }
        }
        return Answer(
            status: words.count > 1 ? Int(words[1]) ?? 0 : 0, headers: headers,
            cookies: cookies, body: parts.dropFirst().joined(separator: "\r\n\r\n"), isEmpty: text.isEmpty)
    }
}
