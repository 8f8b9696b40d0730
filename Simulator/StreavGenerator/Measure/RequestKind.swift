/// What a request is for: the tag `route` of its metrics.
enum RequestKind: String, Sendable, CaseIterable {
    case multivariant
    case playlist
    case segment
    case stream
    case range
    case token
    case api
}
