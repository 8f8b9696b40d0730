import StreavDomain

/// What the authorization server can do (RFC 8414). It lists what exists, and nothing else.
enum OAuthMetadata {
    static func document(issuer: String) -> JSON {
        let methods = JSON.texts(["client_secret_basic", "client_secret_post"])
        return .object([
            "issuer": .string(issuer),
            "token_endpoint": .string("\(issuer)/oauth/token"),
            "token_endpoint_auth_methods_supported": methods,
            "revocation_endpoint": .string("\(issuer)/oauth/revoke"),
            "revocation_endpoint_auth_methods_supported": methods,
            "grant_types_supported": .texts([TokenEndpoint.grantType]),
            "response_types_supported": .array([]),
            "scopes_supported": .texts(OAuthScope.allCases.map(\.rawValue)),
            "service_documentation": .string("\(issuer)/docs"),
        ])
    }
}
