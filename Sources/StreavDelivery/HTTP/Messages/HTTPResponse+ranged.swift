public import NIOCore

extension HTTPResponse {
    /// The answer to a request for content that lies in memory: 200, 206 with the part asked for, 304 when the client
    /// has it, or 416. Parts are slices of the same memory.
    ///
    /// - Parameter buffers: the content, in order.
    /// - Parameter headers: the fields of the whole, `Content-Type` and `Cache-Control` among them.
    /// - Parameter entityTag: quoted, such as `"1-42"`.
    public static func ranged(
        buffers: [ByteBuffer], for request: HTTPRequest, headers: HTTPHeaders, entityTag: String? = nil
    ) -> HTTPResponse {
        var fields = headers
        fields.add("Accept-Ranges", "bytes")
        if let entityTag {
            fields.add("ETag", entityTag)
            if EntityTag.matches(ifNoneMatch: request.ifNoneMatch, tag: entityTag) {
                return HTTPResponse(.notModified, headers: fields)
            }
        }
        let length = buffers.reduce(0) { $0 + $1.readableBytes }
        // RFC 9110 section 14.2: Range means something with GET only; a HEAD tells of the whole.
        let mayBePart = request.method == .get && EntityTag.permitsRange(ifRange: request.ifRange, tag: entityTag)
        switch mayBePart ? RangeRequest.parse(request.range, length: Int64(length)) : .whole {
        case .whole, .parts:
            return HTTPResponse(.ok, headers: fields, body: .buffers(buffers))
        case .part(let range):
            fields.add("Content-Range", "bytes \(range.lowerBound)-\(range.upperBound - 1)/\(length)")
            let part = slice(buffers, Int(range.lowerBound)..<Int(range.upperBound))
            return HTTPResponse(.partialContent, headers: fields, body: .buffers(part))
        case .unsatisfiable:
            return problem(
                .rangeNotSatisfiable, code: "range_not_satisfiable",
                detail: "The range lies outside the content.", headers: ["Content-Range": "bytes */\(length)"])
        }
    }

    /// `range` of the content of `buffers`, sharing their memory.
    static func slice(_ buffers: [ByteBuffer], _ range: Range<Int>) -> [ByteBuffer] {
        var result: [ByteBuffer] = []
        var offset = 0
        for buffer in buffers {
            let lower = max(range.lowerBound, offset)
            let upper = min(range.upperBound, offset + buffer.readableBytes)
            if lower < upper,
                let part = buffer.getSlice(at: buffer.readerIndex + lower - offset, length: upper - lower)
            {
                result.append(part)
            }
            offset += buffer.readableBytes
        }
        return result
    }
}
