import HTTPTypes
import Hummingbird
import Logging
import NIOCore
import StreavControl
import StreavDomain
import StreavWeb

/// `POST /oauth/token`: client credentials for an access token (RFC 6749 section 4.4). There is no other grant, and no
/// refresh token.
struct TokenEndpoint: Sendable {
    /// The largest form, in bytes.
    static let limit = 16 * 1024
    static let grantType = "client_credentials"

    let gate: ClientGate
    let tokens: AccessTokens
    let issuer: @Sendable () -> String
    let journal: AuthenticationJournal

    /// - Throws: ``OAuthError``, or what the database throws.
    func answer(_ request: Request, context: WebRequestContext) async throws -> APIAnswer {
        let form = try await OAuthForm(request, limit: Self.limit)
        guard let grant = form["grant_type"] else { throw OAuthError.invalidRequest("The grant_type is missing.") }
        let application = try await gate.application(form.credentials, context: context)
        let scopes: [OAuthScope]
        do throws(OAuthError) {
            scopes = try Self.scopes(form["scope"], by: grant, of: application)
        } catch {
            journal.note(Self.event(.tokenRefused, of: application, context, reason: error.code.rawValue))
            throw error
        }
        do {
            try await tokens.noteUse(of: application)
        } catch {
            // When it was last used is a help for people, no reason to refuse.
            context.logger.warning("the use of an application was not noted", metadata: ["error": "\(error)"])
        }
        journal.note(Self.event(.tokenIssued, of: application, context))
        return APIAnswer(
            .object([
                "access_token": .string(tokens.issue(to: application, scopes: scopes, issuer: issuer())),
                "token_type": .string("Bearer"),
                "expires_in": .integer(AccessTokens.lifetime.components.seconds),
                "scope": .string(scopes.map(\.rawValue).joined(separator: " ")),
            ]))
    }

    private static func event(
        _ action: AuthenticationEvent.Action, of application: OAuthApplication, _ context: WebRequestContext,
        reason: String? = nil
    ) -> AuthenticationEvent {
        AuthenticationEvent(
            action, clientID: application.clientID, address: context.peer?.ipAddress, reason: reason)
    }

    /// Exactly what is asked for: neither more than was granted, nor less than was asked.
    private static func scopes(
        _ text: String?, by grant: String, of application: OAuthApplication
    ) throws(OAuthError) -> [OAuthScope] {
        guard grant == grantType else {
            throw OAuthError(
                status: .unauthorized, code: .unsupportedGrantType,
                description: "The grant_type is \(grantType), there is no other.")
        }
        let words = (text ?? "").split(separator: " ")
        let scopes = words.compactMap { OAuthScope(rawValue: String($0)) }
        guard !words.isEmpty, scopes.count == words.count, Set(scopes).isSubset(of: application.details.scopes) else {
            throw OAuthError(
                status: .badRequest, code: .invalidScope,
                description: "The scope is missing, unknown, or more than the application was granted.")
        }
        return OAuthScope.allCases.filter(scopes.contains)
    }
}
