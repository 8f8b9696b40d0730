/// The statuses this server answers with (RFC 9110 section 15, RFC 6585, RFC 4918).
public enum HTTPStatus: UInt16, CaseIterable, Sendable {
    case ok = 200
    case created = 201
    case accepted = 202
    case noContent = 204
    case partialContent = 206
    case movedPermanently = 301
    case found = 302
    case seeOther = 303
    case notModified = 304
    case temporaryRedirect = 307
    case permanentRedirect = 308
    case badRequest = 400
    case unauthorized = 401
    case forbidden = 403
    case notFound = 404
    case methodNotAllowed = 405
    case notAcceptable = 406
    case requestTimeout = 408
    case conflict = 409
    case gone = 410
    case preconditionFailed = 412
    case contentTooLarge = 413
    case uriTooLong = 414
    case unsupportedMediaType = 415
    case rangeNotSatisfiable = 416
    case expectationFailed = 417
    case misdirectedRequest = 421
    case tooManyRequests = 429
    case requestHeaderFieldsTooLarge = 431
    case internalServerError = 500
    case notImplemented = 501
    case badGateway = 502
    case serviceUnavailable = 503
    case gatewayTimeout = 504
    case versionNotSupported = 505
    case insufficientStorage = 507

    /// The whole status line but for its line end, ready to be written.
    var line: StaticString {
        switch self {
        case .ok: "HTTP/1.1 200 OK"
        case .created: "HTTP/1.1 201 Created"
        case .accepted: "HTTP/1.1 202 Accepted"
        case .noContent: "HTTP/1.1 204 No Content"
        case .partialContent: "HTTP/1.1 206 Partial Content"
        case .movedPermanently: "HTTP/1.1 301 Moved Permanently"
        case .found: "HTTP/1.1 302 Found"
        case .seeOther: "HTTP/1.1 303 See Other"
        case .notModified: "HTTP/1.1 304 Not Modified"
        case .temporaryRedirect: "HTTP/1.1 307 Temporary Redirect"
        case .permanentRedirect: "HTTP/1.1 308 Permanent Redirect"
        case .badRequest: "HTTP/1.1 400 Bad Request"
        case .unauthorized: "HTTP/1.1 401 Unauthorized"
        case .forbidden: "HTTP/1.1 403 Forbidden"
        case .notFound: "HTTP/1.1 404 Not Found"
        case .methodNotAllowed: "HTTP/1.1 405 Method Not Allowed"
        case .notAcceptable: "HTTP/1.1 406 Not Acceptable"
        case .requestTimeout: "HTTP/1.1 408 Request Timeout"
        case .conflict: "HTTP/1.1 409 Conflict"
        case .gone: "HTTP/1.1 410 Gone"
        case .preconditionFailed: "HTTP/1.1 412 Precondition Failed"
        case .contentTooLarge: "HTTP/1.1 413 Content Too Large"
        case .uriTooLong: "HTTP/1.1 414 URI Too Long"
        case .unsupportedMediaType: "HTTP/1.1 415 Unsupported Media Type"
        case .rangeNotSatisfiable: "HTTP/1.1 416 Range Not Satisfiable"
        case .expectationFailed: "HTTP/1.1 417 Expectation Failed"
        case .misdirectedRequest: "HTTP/1.1 421 Misdirected Request"
        case .tooManyRequests: "HTTP/1.1 429 Too Many Requests"
        case .requestHeaderFieldsTooLarge: "HTTP/1.1 431 Request Header Fields Too Large"
        case .internalServerError: "HTTP/1.1 500 Internal Server Error"
        case .notImplemented: "HTTP/1.1 501 Not Implemented"
        case .badGateway: "HTTP/1.1 502 Bad Gateway"
        case .serviceUnavailable: "HTTP/1.1 503 Service Unavailable"
        case .gatewayTimeout: "HTTP/1.1 504 Gateway Timeout"
        case .versionNotSupported: "HTTP/1.1 505 HTTP Version Not Supported"
        case .insufficientStorage: "HTTP/1.1 507 Insufficient Storage"
        }
    }

    /// The reason phrase: what the line says after `HTTP/1.1 200 `.
    public var reason: String {
        String(line.description.dropFirst(13))
    }

    /// False for 204 and 304, which never carry content nor say its length (RFC 9110 sections 8.6 and 15).
    var mayHaveContent: Bool {
        self != .noContent && self != .notModified
    }
}
