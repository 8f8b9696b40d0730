import Foundation

@testable import StreavAPI

/// Speaks HTTP/1.1 by hand to one server: a connection for each request, exactly the fields that are given, and
/// everything that comes back.
struct HTTPClient: Sendable {
    struct Answer: Sendable {
        let status: Int
        /// Names in lower case.
        let headers: [String: String]
        let body: [UInt8]

        var text: String { String(decoding: body, as: UTF8.self) }

        /// The body as JSON; null when it is none.
        var json: JSON { (try? JSONReader.read(body)) ?? .null }

        /// The members of a problem's `errors`, in order of their names.
        var fields: [String] {
            guard case .object(let members) = json["errors"] else { return [] }
            return members.map(\.name).sorted()
        }
    }

    struct Failure: Error {
        let message: String
    }

    var host = "127.0.0.1"
    let port: Int
    /// Sent with every request.
    var headers: [String] = []

    func with(token: String) -> HTTPClient {
        HTTPClient(host: host, port: port, headers: headers + ["Authorization: Bearer \(token)"])
    }

    func get(_ path: String, headers: [String] = []) async throws -> Answer {
        try await send("GET", path, headers: headers)
    }

    /// A JSON body as the official client sends it: chunked, without a length.
    func json(
        _ method: String, _ path: String, _ body: String, headers: [String] = []
    ) async throws -> Answer {
        let bytes = Array(body.utf8)
        var content = ""
        var start = 0
        while start < bytes.count {
            let end = min(start + 4096, bytes.count)
            content += String(end - start, radix: 16) + "\r\n"
            content += String(decoding: bytes[start..<end], as: UTF8.self) + "\r\n"
            start = end
        }
        return try await send(
            method, path,
            headers: ["Content-Type: application/json; charset=utf-8", "Transfer-Encoding: chunked"] + headers,
            content: content + "0\r\n\r\n")
    }

    func form(_ path: String, _ body: String, headers: [String] = []) async throws -> Answer {
        try await send(
            "POST", path,
            headers: ["Content-Type: application/x-www-form-urlencoded", "Content-Length: \(body.utf8.count)"]
                + headers, content: body)
    }

    func send(
        _ method: String, _ path: String, headers: [String] = [], content: String = ""
    ) async throws -> Answer {
        let lines =
            ["\(method) \(path) HTTP/1.1", "Host: \(host):\(port)"] + self.headers + headers
            + ["Connection: close", "", ""]
        return try await raw(lines.joined(separator: "\r\n") + content)
    }

    func raw(_ text: String) async throws -> Answer {
        try await withCheckedThrowingContinuation { continuation in
            // A thread of its own: one that blocks must not be one that the servers' tasks run on.
            Thread.detachNewThread { [host, port] in
                continuation.resume(with: Result { try Self.exchange(Array(text.utf8), host: host, port: port) })
            }
        }
    }

    private static func exchange(_ bytes: [UInt8], host: String, port: Int) throws -> Answer {
        let handle = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        guard handle >= 0 else { throw Failure(message: "no socket") }
        defer { close(handle) }
        var patience = timeval(tv_sec: 30, tv_usec: 0)
        setsockopt(handle, SOL_SOCKET, SO_RCVTIMEO, &patience, socklen_t(MemoryLayout<timeval>.size))
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = in_port_t(port).bigEndian
        address.sin_addr.s_addr = inet_addr(host)
        let connected = withUnsafePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                connect(handle, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
            }
        }
        guard connected == 0 else { throw Failure(message: "connect: \(errno)") }
        var sent = 0
        while sent < bytes.count {
            let count = bytes.withUnsafeBytes {
                Foundation.send(handle, $0.baseAddress! + sent, bytes.count - sent, Int32(MSG_NOSIGNAL))
            }
            // A server may answer and close before it has read everything.
            if count <= 0 { break }
            sent += count
        }
        var received: [UInt8] = []
        var chunk = [UInt8](repeating: 0, count: 64 * 1024)
        while true {
            let count = recv(handle, &chunk, chunk.count, 0)
            if count < 0 && errno == EAGAIN { throw Failure(message: "the server kept the connection open") }
            if count <= 0 { break }
            received += chunk[..<count]
        }
        return try parse(received)
    }

    private static func parse(_ bytes: [UInt8]) throws -> Answer {
        guard let end = bytes.firstRange(of: Array("\r\n\r\n".utf8)) else {
            throw Failure(message: "no head: \(String(decoding: bytes, as: UTF8.self))")
        }
        let lines = String(decoding: bytes[..<end.lowerBound], as: UTF8.self).components(separatedBy: "\r\n")
        let words = lines[0].split(separator: " ")
        var headers: [String: String] = [:]
        for line in lines.dropFirst() {
            guard let colon = line.firstIndex(of: ":") else { continue }
            headers[line[..<colon].lowercased()] = line[line.index(after: colon)...]
                .trimmingCharacters(in: .whitespaces)
        }
        return Answer(
            status: words.count > 1 ? Int(words[1]) ?? 0 : 0, headers: headers, body: Array(bytes[end.upperBound...]))
    }
}
