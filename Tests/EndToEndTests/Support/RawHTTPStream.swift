import Foundation

/// What is read from a socket, as HTTP/1.1 frames it (RFC 9112, sections 6 and 7).
struct RawHTTPStream {
    /// How the rest of the present answer's body is told from what follows.
    private enum Framing {
        case none
        case length(Int)
        case chunked
        case untilClose
    }

    let socket: Int32
    private var buffer = Data()
    private var framing = Framing.none

    init(socket: Int32) {
        self.socket = socket
    }

    func write(_ bytes: Data) throws {
        var rest = bytes
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes { Foundation.send(socket, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL)) }
            guard count > 0 else { throw HarnessError("send: \(errno)") }
            rest = Data(rest.dropFirst(count))
        }
    }

    /// False at the end of the connection. A wait that is too long is an error, or false where that is expected.
    private mutating func fill(orNothing: Bool = false) throws -> Bool {
        var chunk = [UInt8](repeating: 0, count: 64 * 1024)
        let count = recv(socket, &chunk, chunk.count, 0)
        if count > 0 {
            buffer += chunk[..<count]
            return true
        }
        if count == 0 || errno == ECONNRESET { return false }
        if orNothing, errno == EAGAIN { return false }
        throw HarnessError(errno == EAGAIN ? "the server said nothing for too long" : "recv: \(errno)")
    }

    mutating func readHead(method: String) throws -> RawHTTPResponse {
        let end = Data("\r\n\r\n".utf8)
        while buffer.range(of: end) == nil {
            guard try fill() else {
                throw HarnessError("the connection ended before an answer, after \(buffer.count) bytes")
            }
        }
        guard let range = buffer.range(of: end) else { throw HarnessError("no head") }
        let head = try RawHTTPResponse(head: String(decoding: buffer[..<range.lowerBound], as: UTF8.self))
        buffer = Data(buffer[range.upperBound...])
        if method == "HEAD" || head.status == 204 || head.status == 304 || head.status < 200 {
            framing = .none
        } else if head["Transfer-Encoding"]?.lowercased() == "chunked" {
            framing = .chunked
        } else if let length = head["Content-Length"].flatMap({ Int($0) }) {
            framing = .length(length)
        } else {
            framing = .untilClose
        }
        return head
    }

    mutating func wholeBody() throws -> Data {
        defer { framing = .none }
        switch framing {
        case .none: return Data()
        case .length(let length): return try take(length)
        case .chunked: return try chunks()
        case .untilClose:
            while try fill() {}
            defer { buffer = Data() }
            return buffer
        }
    }

    private mutating func take(_ count: Int) throws -> Data {
        while buffer.count < count {
            guard try fill() else { throw HarnessError("the body ended after \(buffer.count) of \(count) bytes") }
        }
        defer { buffer = Data(buffer.dropFirst(count)) }
        return Data(buffer.prefix(count))
    }

    private mutating func takeLine() throws -> String {
        let end = Data("\r\n".utf8)
        while true {
            if let range = buffer.range(of: end) {
                defer { buffer = Data(buffer[range.upperBound...]) }
                return String(decoding: buffer[..<range.lowerBound], as: UTF8.self)
            }
            guard try fill() else { throw HarnessError("the chunked body broke off") }
        }
    }

    private mutating func chunks() throws -> Data {
        var body = Data()
        while true {
            let line = try takeLine()
            guard let size = Int(line.prefix { $0 != ";" }, radix: 16) else {
                throw HarnessError("chunk size: \(line)")
            }
            if size == 0 {
                while try !takeLine().isEmpty {}
                return body
            }
            body += try take(size)
            guard try takeLine().isEmpty else { throw HarnessError("a chunk does not end where it says") }
        }
    }

    mutating func readStream(atLeast count: Int, within limit: Duration) throws -> (bytes: Data, hasEnded: Bool) {
        let deadline = ContinuousClock.now + limit
        var hasEnded = false
        while buffer.count < count && ContinuousClock.now < deadline && !hasEnded {
            setPatience(deadline - ContinuousClock.now)
            let before = buffer.count
            if try !fill(orNothing: true), buffer.count == before {
                hasEnded = ContinuousClock.now < deadline
            }
        }
        defer { buffer = Data() }
        return (buffer, hasEnded)
    }

    mutating func readAll(within limit: Duration) throws -> Data {
        try readStream(atLeast: .max, within: limit).bytes
    }

    private func setPatience(_ duration: Duration) {
        var patience = max(duration, .milliseconds(1)).timeInterval
        setsockopt(socket, SOL_SOCKET, SO_RCVTIMEO, &patience, socklen_t(MemoryLayout<timeval>.size))
    }
}

extension Duration {
    /// For the options of a socket.
    var timeInterval: timeval {
        timeval(
            tv_sec: Int(components.seconds), tv_usec: Int(components.attoseconds / 1_000_000_000_000))
    }
}
