/// What a request is for: the tag `route` of its metrics.
enum RequestKind: String, Sendable, CaseIterable {
    case multivariant
    case playlist
    case segment
    /// The beginning of a segment that went from its list.
    case probe
    case stream
    case range
    case token
    case api
    /// What must be turned away.
    case attack
}
