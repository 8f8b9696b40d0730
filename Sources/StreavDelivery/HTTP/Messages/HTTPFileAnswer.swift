import NIOCore
public import StreavPorts

/// The answer to a request for a file: 200, 206 with the part or parts asked for, 304 when the client has it, or 416
/// (RFC 9110 sections 13 to 15).
public enum HTTPFileAnswer: Sendable {
    /// A head, and content out of the file, of 0 bytes or more.
    case file(HTTPResponse, [HTTPFileContent.Piece])
    /// Without content of the file.
    case plain(HTTPResponse)

    /// Ranges that are served at once (VOD-1).
    public static let maximumRanges = 4

    /// - Parameters:
    ///   - headers: the fields of the whole, but for `Content-Type`.
    ///   - entityTag: quoted and strong.
    ///   - boundary: between parts; 1 to 70 of `[A-Za-z0-9]` that no file contains but by chance.
    public static func make(
        _ file: MediaFile, for request: HTTPRequest, type: String, headers: HTTPHeaders, entityTag: String,
        boundary: String
    ) -> HTTPFileAnswer {
        var fields = headers
        fields.add("Accept-Ranges", "bytes")
        fields.add("ETag", entityTag)
        fields.add("Last-Modified", String(decoding: HTTPDate.text(file.modified), as: UTF8.self))
        if EntityTag.matches(ifNoneMatch: request.ifNoneMatch, tag: entityTag) {
            return .plain(HTTPResponse(.notModified, headers: fields))
        }
        let length = file.size
        // RFC 9110 section 14.2: Range means something with GET only; a HEAD tells of the whole.
        let mayBePart = request.method == .get && EntityTag.permitsRange(ifRange: request.ifRange, tag: entityTag)
        switch mayBePart ? RangeRequest.parse(request.range, length: length, maximum: maximumRanges) : .whole {
        case .whole:
            fields.add("Content-Type", type)
            return .file(HTTPResponse(.ok, headers: fields), [.part(0..<length)])
        case .part(let range):
            fields.add("Content-Type", type)
            fields.add("Content-Range", contentRange(range, length))
            return .file(HTTPResponse(.partialContent, headers: fields), [.part(range)])
        case .parts(let ranges):
            fields.add("Content-Type", "multipart/byteranges; boundary=\(boundary)")
            var pieces: [HTTPFileContent.Piece] = []
            for range in ranges {
                let head =
                    "\r\n--\(boundary)\r\nContent-Type: \(type)\r\n"
                    + "Content-Range: \(contentRange(range, length))\r\n\r\n"
                pieces += [.bytes(ByteBuffer(string: head)), .part(range)]
            }
            pieces.append(.bytes(ByteBuffer(string: "\r\n--\(boundary)--\r\n")))
            return .file(HTTPResponse(.partialContent, headers: fields), pieces)
        case .unsatisfiable:
            return .plain(
                .problem(
                    .rangeNotSatisfiable, code: "range_not_satisfiable",
                    detail: "The range lies outside the content.", headers: ["Content-Range": "bytes */\(length)"]))
        }
    }

    private static func contentRange(_ range: Range<Int64>, _ length: Int64) -> String {
        "bytes \(range.lowerBound)-\(range.upperBound - 1)/\(length)"
    }
}
