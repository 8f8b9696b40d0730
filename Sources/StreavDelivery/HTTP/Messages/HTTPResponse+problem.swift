internal import NIOCore

extension HTTPResponse {
    /// An error in the form of RFC 9457, `application/problem+json`, with a machine `code` (snake case).
    ///
    /// - Parameter detail: one sentence for a person. Nothing of the request belongs into it.
    /// - Parameter headers: further fields, such as `Retry-After`; none that every problem has.
    public static func problem(
        _ status: HTTPStatus, code: String, detail: String? = nil, headers: HTTPHeaders = HTTPHeaders(),
        cacheControl: String = "no-store", closesConnection: Bool = false
    ) -> HTTPResponse {
        var text = "{\"type\":\"about:blank\",\"title\":"
        appendQuoted(status.reason, to: &text)
        text += ",\"status\":\(status.rawValue),\"code\":"
        appendQuoted(code, to: &text)
        if let detail {
            text += ",\"detail\":"
            appendQuoted(detail, to: &text)
        }
        text += "}"
        var fields = problemHeaders
        fields.add("Cache-Control", cacheControl)
        fields.add(headers)
        return HTTPResponse(
            status, headers: fields, body: .bytes(ByteBuffer(string: text)), closesConnection: closesConnection)
    }

    /// 503 with `Retry-After`, for work that is refused before it makes everything slow.
    ///
    /// - Parameter seconds: 1 or more; when to come again.
    public static func overloaded(retryAfter seconds: Int) -> HTTPResponse {
        problem(
            .serviceUnavailable, code: "overloaded", detail: "The server is busy. Try again shortly.",
            headers: ["Retry-After": String(max(1, seconds))])
    }

    /// The answer to a cross-origin preflight (Fetch standard, section 3.2.2), for the methods given.
    public static func preflight(allowing methods: String = "GET, HEAD, OPTIONS") -> HTTPResponse {
        var fields = HTTPHeaders.anyOrigin
        fields.add("Allow", methods)
        fields.add("Access-Control-Allow-Methods", methods)
        fields.add("Access-Control-Allow-Headers", "Range, If-None-Match, If-Range, Content-Type")
        fields.add("Access-Control-Max-Age", "86400")
        return HTTPResponse(.noContent, headers: fields)
    }

    private static let problemHeaders: HTTPHeaders = [
        "Content-Type": "application/problem+json",
        "Access-Control-Allow-Origin": "*",
        "Access-Control-Expose-Headers": "Retry-After, Streav-Denial",
    ]

    /// A JSON string (RFC 8259 section 7).
    private static func appendQuoted(_ value: String, to text: inout String) {
        text += "\""
        for scalar in value.unicodeScalars {
            switch scalar {
            case "\"": text += "\\\""
            case "\\": text += "\\\\"
            case "\u{2028}", "\u{2029}", "<", ">", "&":
                text += unicodeEscape(scalar.value)
            default:
                if scalar.value < 0x20 || scalar.value == 0x7F {
                    text += unicodeEscape(scalar.value)
                } else {
                    text.unicodeScalars.append(scalar)
                }
            }
        }
        text += "\""
    }

    private static func unicodeEscape(_ value: UInt32) -> String {
        let digits = String(value, radix: 16)
        return "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
    }
}
