internal import NIOCore

/// A checked request head: the bytes received and where the parts lie in them.
struct RequestHead: Sendable {
    /// Request line and header section, up to and with the empty line.
    var bytes = ByteBuffer()
    var method = HTTPMethod.get
    /// 0 or 1.
    var minorVersion: UInt8 = 1
    /// Of the header section's first line.
    var headerStart: UInt16 = 0
    var path = FieldSpan.absent
    var query = FieldSpan.absent
    var host = FieldSpan.absent
    var userAgent = FieldSpan.absent
    var range = FieldSpan.absent
    var ifNoneMatch = FieldSpan.absent
    var ifRange = FieldSpan.absent
    var acceptEncoding = FieldSpan.absent
    var hasAuthorization = false
    var isKeepAlive = true
    var expectsContinue = false
    /// Whether the content is `application/x-www-form-urlencoded`.
    var isForm = false
    var isChunked = false
    /// As declared, in bytes; nil when it is not.
    var contentLength: Int?

    func withBytes<Result>(of span: FieldSpan, _ body: (UnsafeRawBufferPointer) -> Result) -> Result {
        bytes.withUnsafeReadableBytes { all in
            let start = Int(span.offset)
            return body(UnsafeRawBufferPointer(rebasing: all[start..<start + Int(span.length)]))
        }
    }

    func text(_ span: FieldSpan) -> String {
        withBytes(of: span) { String(decoding: $0, as: UTF8.self) }
    }

    func optionalText(_ span: FieldSpan) -> String? {
        span.isPresent ? text(span) : nil
    }

    /// See ``HTTPRequest/segments()``.
    func segments() -> [String] {
        withBytes(of: path) { raw in
            guard raw.count > 1 else { return [] }
            return raw.dropFirst().split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false).map { part in
                guard part.contains(UInt8(ascii: "%")) else { return String(decoding: part, as: UTF8.self) }
                return String(decoding: PercentCoding.decode(UnsafeRawBufferPointer(rebasing: part)), as: UTF8.self)
            }
        }
    }

    /// The first field of that name, which is in lower case.
    func field(named name: StaticString) -> FieldSpan? {
        var result: FieldSpan?
        forEachField { field, value in
            guard ByteRules.equals(field, name) else { return true }
            result = value
            return false
        }
        return result
    }

    /// All fields of that name, in order.
    func fields(named name: StaticString) -> [FieldSpan] {
        var result: [FieldSpan] = []
        forEachField { field, value in
            if ByteRules.equals(field, name) { result.append(value) }
            return true
        }
        return result
    }

    /// Goes through the checked header section until `body` returns false.
    private func forEachField(_ body: (UnsafeRawBufferPointer, FieldSpan) -> Bool) {
        bytes.withUnsafeReadableBytes { all in
            var start = Int(headerStart)
            while start + 2 < all.count {
                guard let end = all[start...].firstIndex(of: 13), let colon = all[start...].firstIndex(of: 0x3A) else {
                    return
                }
                let name = UnsafeRawBufferPointer(rebasing: all[start..<colon])
                let value = HeadReader.trimmed(all, colon + 1..<end)
                guard body(name, FieldSpan(value)) else { return }
                start = end + 2
            }
        }
    }
}
