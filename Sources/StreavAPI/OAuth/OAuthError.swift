import HTTPTypes

/// A refusal of the token and the revocation endpoint (RFC 6749 section 5.2).
struct OAuthError: Error, Sendable, Equatable {
    enum Code: String, Sendable, CaseIterable {
        case invalidRequest = "invalid_request"
        case invalidClient = "invalid_client"
        case unsupportedGrantType = "unsupported_grant_type"
        case invalidScope = "invalid_scope"
        case temporarilyUnavailable = "temporarily_unavailable"
    }

    let status: HTTPResponse.Status
    let code: Code
    /// Of visible ASCII and spaces.
    let description: String
    var headers: HTTPFields = [:]

    var answer: APIAnswer {
        APIAnswer(
            status: status, headers: headers,
            body: JSONWriter.bytes(
                of: .object(["error": .string(code.rawValue), "error_description": .string(description)])))
    }

    static func invalidRequest(_ description: String) -> OAuthError {
        OAuthError(status: .badRequest, code: .invalidRequest, description: description)
    }

    /// - Parameter seconds: When to come again.
    static func unavailable(after seconds: Int = 2) -> OAuthError {
        OAuthError(
            status: .serviceUnavailable, code: .temporarilyUnavailable,
            description: "Something that the server needs is away.", headers: [.retryAfter: "\(seconds)"])
    }
}
