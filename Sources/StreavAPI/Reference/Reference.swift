/// The documents that need no token: the reference for programs and for people, what problems mean, and what the
/// authorization server can do.
struct Reference: Sendable {
    let table: RouteTable
    let issuer: @Sendable () -> String

    /// Nil for another path.
    func document(at path: [String]) -> APIAnswer? {
        switch path {
        case [".well-known", "oauth-authorization-server"]: APIAnswer(OAuthMetadata.document(issuer: issuer()))
        default: nil
        }
    }
}
