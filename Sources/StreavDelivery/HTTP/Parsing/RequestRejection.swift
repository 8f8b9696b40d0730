/// Why a request is refused before anybody looks at what it wants. The connection is closed after the answer: where the
/// next request would begin is no longer certain (RFC 9112 section 2.2).
enum RequestRejection: String, Error, CaseIterable, Sendable {
    case badRequestLine = "bad_request_line"
    case badTarget = "bad_target"
    /// Climbing, in any disguise: nothing is there.
    case dotSegment = "not_found"
    case versionNotSupported = "version_not_supported"
    case requestLineTooLong = "uri_too_long"
    case headerTooLarge = "header_too_large"
    case tooManyFields = "too_many_fields"
    /// A line that does not end in CR LF.
    case badLineEnd = "bad_line_end"
    case badField = "bad_field"
    case badHost = "bad_host"
    case badContentLength = "bad_content_length"
    case badTransferEncoding = "bad_transfer_encoding"
    case badChunk = "bad_chunk"
    case contentTooLarge = "content_too_large"
    case unsupportedContent = "unsupported_content"
    case expectationFailed = "expectation_failed"

    var status: HTTPStatus {
        switch self {
        case .dotSegment: .notFound
        case .versionNotSupported: .versionNotSupported
        case .requestLineTooLong: .uriTooLong
        case .headerTooLarge, .tooManyFields: .requestHeaderFieldsTooLarge
        case .contentTooLarge: .contentTooLarge
        case .unsupportedContent: .unsupportedMediaType
        case .expectationFailed: .expectationFailed
        case .badRequestLine, .badTarget, .badLineEnd, .badField, .badHost, .badContentLength, .badTransferEncoding,
            .badChunk:
            .badRequest
        }
    }
}
