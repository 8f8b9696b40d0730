import HTTPTypes

/// The kinds of problem that the API answers with, by the last word of their `type`. Refusals of a subscriber carry the
/// codes of ``StreavDomain/DenialCode`` instead.
enum ProblemKind: String, CaseIterable, Sendable {
    case malformedBody = "malformed_body"
    case invalidRequest = "invalid_request"
    case unauthorized
    case invalidToken = "invalid_token"
    case insufficientScope = "insufficient_scope"
    case notFound = "not_found"
    case methodNotAllowed = "method_not_allowed"
    case inProgress = "in_progress"
    case changedMeanwhile = "changed_meanwhile"
    case contentTooLarge = "content_too_large"
    case targetTooLong = "uri_too_long"
    case unsupportedMediaType = "unsupported_media_type"
    case invalid
    case keyReused = "idempotency_key_reused"
    case rateLimited = "rate_limited"
    case failed = "internal_server_error"
    case unavailable = "service_unavailable"

    var status: HTTPResponse.Status {
        switch self {
        case .malformedBody, .invalidRequest: .badRequest
        case .unauthorized, .invalidToken: .unauthorized
        case .insufficientScope: .forbidden
        case .notFound: .notFound
        case .methodNotAllowed: .methodNotAllowed
        case .inProgress, .changedMeanwhile: .conflict
        case .contentTooLarge: .contentTooLarge
        case .targetTooLong: .uriTooLong
        case .unsupportedMediaType: .unsupportedMediaType
        case .invalid, .keyReused: .unprocessableContent
        case .rateLimited: .tooManyRequests
        case .failed: .internalServerError
        case .unavailable: .serviceUnavailable
        }
    }

    /// What it means and what to do, for people.
    var explanation: String {
        switch self {
        case .malformedBody: "The body of the request is not JSON. The detail says where it breaks off."
        case .invalidRequest: "The access token was given in more than one way. Give it in one Authorization field."
        case .unauthorized: "The request has no access token. Get one at /oauth/token."
        case .invalidToken: "The access token is malformed, has expired or was revoked. Get another at /oauth/token."
        case .insufficientScope: "The access token does not have the scope that this needs. The challenge names it."
        case .notFound: "There is no such path, or no such thing under it."
        case .methodNotAllowed: "The path does not take this method. The Allow field lists those it takes."
        case .inProgress: "A request with the same Idempotency-Key is still being worked on. Ask again in a moment."
        case .changedMeanwhile: "Something else changed the same thing at the same time. Read it again and decide."
        case .contentTooLarge: "The body is larger than the API takes."
        case .targetTooLong: "The path and query are longer than the API takes."
        case .unsupportedMediaType: "The body must be application/json in UTF-8, and not compressed."
        case .invalid: "Values in the body, the query or the path break rules. The errors name each of them."
        case .keyReused: "The Idempotency-Key was used for another request within the last day. Make a new one."
        case .rateLimited: "The application makes too many requests. Wait as long as Retry-After says."
        case .failed: "The server failed. The request may be repeated."
        case .unavailable: "Something that the server needs is away. Repeat the request after Retry-After seconds."
        }
    }
}
