import HTTPTypes
import StreavControl
import StreavDomain
import StreavWeb

/// Says whose request it is, and whether it may be made (RFC 6750).
struct BearerGate: Sendable {
    let tokens: AccessTokens
    let issuer: @Sendable () -> String
    let journal: AuthenticationJournal
    let metrics: APIMetrics

    /// - Parameter address: Where the request came from.
    /// - Throws: A problem with its challenge.
    func caller(_ headers: HTTPFields, for route: Route, from address: String?) async throws -> APICaller {
        func refused(_ kind: ProblemKind, clientID: String? = nil) {
            metrics.refuse(kind)
            journal.note(
                AuthenticationEvent(.requestRefused, clientID: clientID, address: address, reason: kind.rawValue))
        }
        let fields = headers[values: .authorization]
        guard fields.count <= 1 else { throw Self.twoWays }
        guard let field = fields.first, let token = Self.token(in: field) else {
            refused(.unauthorized)
            throw APIProblem.of(.unauthorized, headers: [.wwwAuthenticate: Self.challenge])
        }
        guard let caller = try await tokens.caller(token: token, issuer: issuer()) else {
            refused(.invalidToken)
            throw APIProblem.of(
                .invalidToken, headers: [.wwwAuthenticate: "\(Self.challenge), error=\"invalid_token\""])
        }
        guard route.scopes.contains(where: caller.scopes.contains) else {
            refused(.insufficientScope, clientID: caller.clientID)
            throw APIProblem.of(
                .insufficientScope,
                headers: [
                    .wwwAuthenticate:
                        "\(Self.challenge), error=\"insufficient_scope\", scope=\"\(route.scopes[0].rawValue)\""
                ])
        }
        return caller
    }

    /// The token was given in more than one way.
    static let twoWays = APIProblem.of(
        .invalidRequest, headers: [.wwwAuthenticate: "\(challenge), error=\"invalid_request\""])

    private static let challenge = "Bearer realm=\"streav\""

    /// What follows the scheme `Bearer`; nil for another scheme, which gives no token at all.
    private static func token(in field: String) -> String? {
        let halves = field.split(separator: " ", maxSplits: 1, omittingEmptySubsequences: true)
        guard let scheme = halves.first, scheme.lowercased() == "bearer" else { return nil }
        return halves.count == 2 ? String(halves[1]) : ""
    }
}
