import HTTPTypes
import NIOCore
import StreavControl
import StreavDomain
import StreavSQL
import StreavWeb

/// Authenticates OAuth applications at the token and the revocation endpoint.
struct ClientGate: Sendable {
    let control: ControlPlane
    let throttle: FailureThrottle
    let journal: AuthenticationJournal

    /// - Throws: ``OAuthError``: one and the same for an unknown client, a wrong secret and one that is switched off.
    func application(_ credentials: ClientCredentials, context: WebRequestContext) async throws -> OAuthApplication {
        let application = try await control.authenticateClient(id: credentials.id, secret: credentials.secret)
        if let application { return application }
        let text = context.peer?.ipAddress ?? ""
        // All of one subscriber line count as one.
        let address = IPAddress(text)?.subscriberLine.description ?? text
        let seconds = throttle.failed(clientID: credentials.id, address: address)
        let code = seconds == nil ? OAuthError.Code.invalidClient : .temporarilyUnavailable
        journal.note(
            AuthenticationEvent(.tokenRefused, clientID: credentials.id, address: address, reason: code.rawValue))
        if let seconds {
            throw OAuthError(
                status: .tooManyRequests, code: .temporarilyUnavailable,
                description: "Too many failures. Come again later.", headers: [.retryAfter: "\(seconds)"])
        }
        throw OAuthError(
            status: .unauthorized, code: .invalidClient,
            description: "There is no such client, or its secret is another one.",
            headers: credentials.isByHeader ? [.wwwAuthenticate: "Basic realm=\"streav\""] : [:])
    }
}
