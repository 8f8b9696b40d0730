import Hummingbird
import NIOCore
import StreavControl
import StreavDomain
import StreavWeb

/// `POST /oauth/revoke`: ends an access token before its time (RFC 7009).
struct RevocationEndpoint: Sendable {
    let gate: ClientGate
    let tokens: AccessTokens
    let issuer: @Sendable () -> String
    let journal: AuthenticationJournal

    /// - Throws: ``OAuthError``, or what the database throws.
    func answer(_ request: Request, context: WebRequestContext) async throws -> APIAnswer {
        let form = try await OAuthForm(request, limit: TokenEndpoint.limit)
        let application = try await gate.application(form.credentials, context: context)
        guard let token = form["token"] else { throw OAuthError.invalidRequest("The token is missing.") }
        switch try await tokens.revoke(token: token, by: application, issuer: issuer()) {
        case .done:
            journal.note(
                AuthenticationEvent(
                    .tokenRevoked, clientID: application.clientID, address: context.peer?.ipAddress))
            return APIAnswer(status: .ok, body: [])
        case .foreign: throw OAuthError.invalidRequest("The token was issued to another client.")
        }
    }
}
