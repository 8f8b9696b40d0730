internal import NIOCore

/// Writes the head of an answer by hand into one buffer.
struct ResponseHeadWriter {
    enum Persistence {
        /// 1.1 keeps connections unless told otherwise.
        case implied
        /// 1.0 must be told.
        case keepAlive
        case close
    }

    /// More than the fields below ever take, without the caller's.
    private static let fixedBytes = 256

    let status: HTTPStatus
    let headers: HTTPHeaders
    /// In bytes; nil for content the connection's end ends.
    let contentLength: Int?
    let persistence: Persistence

    /// - Parameter date: as ``HTTPDate`` writes it.
    /// - Parameter reserve: bytes of content that will be appended.
    func write(into buffer: inout ByteBuffer, date: [UInt8], reserve: Int) {
        let capacity = Self.fixedBytes + headers.lines.count
        buffer.reserveCapacity(minimumWritableBytes: capacity + reserve)
        buffer.writeWithUnsafeMutableBytes(minimumWritableBytes: capacity) { space in
            var cursor = 0
            Self.put(status.line, &cursor, space)
            Self.put("\r\nServer: Streav\r\nDate: ", &cursor, space)
            Self.put(date, &cursor, space)
            Self.put("\r\nX-Content-Type-Options: nosniff\r\n", &cursor, space)
            Self.put(headers.lines, &cursor, space)
            if let contentLength, status.mayHaveContent {
                Self.put("Content-Length: ", &cursor, space)
                Self.put(decimal: contentLength, &cursor, space)
                Self.put("\r\n", &cursor, space)
            }
            switch persistence {
            case .implied: break
            case .keepAlive: Self.put("Connection: keep-alive\r\n", &cursor, space)
            case .close: Self.put("Connection: close\r\n", &cursor, space)
            }
            Self.put("\r\n", &cursor, space)
            return cursor
        }
    }

    @inline(__always)
    private static func put(_ text: StaticString, _ cursor: inout Int, _ space: UnsafeMutableRawBufferPointer) {
        let source = UnsafeRawBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount)
        UnsafeMutableRawBufferPointer(rebasing: space[cursor...]).copyMemory(from: source)
        cursor += source.count
    }

    @inline(__always)
    private static func put(_ bytes: [UInt8], _ cursor: inout Int, _ space: UnsafeMutableRawBufferPointer) {
        bytes.withUnsafeBytes { UnsafeMutableRawBufferPointer(rebasing: space[cursor...]).copyMemory(from: $0) }
        cursor += bytes.count
    }

    private static func put(decimal number: Int, _ cursor: inout Int, _ space: UnsafeMutableRawBufferPointer) {
        var digits = 1
        var bound = 10
        while number >= bound, digits < 18 {
            digits += 1
            bound *= 10
        }
        var rest = number
        for index in stride(from: cursor + digits - 1, through: cursor, by: -1) {
            space[index] = UInt8(0x30 + rest % 10)
            rest /= 10
        }
        cursor += digits
    }
}
