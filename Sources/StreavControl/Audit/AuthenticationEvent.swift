/// Somebody was let in at the API, or was not. Equal ones are counted together, so it holds no time and no secret.
public struct AuthenticationEvent: Hashable, Sendable {
    public enum Action: String, Hashable, Sendable, CaseIterable {
        /// An application proved itself and got an access token.
        case tokenIssued = "oauth-token.issue"
        /// It did not, or asked for more than it may have.
        case tokenRefused = "oauth-token.refuse"
        /// An application ended a token of its own.
        case tokenRevoked = "oauth-token.revoke"
        /// A request to the API without a token that is good for it.
        case requestRefused = "api.refuse"
    }

    public let action: Action
    /// Whom it was, by what it said: looked up when it is written, and forgotten where there is no such client.
    public let clientID: String?
    /// The trusted address the request came from.
    public let address: String?
    /// Why it was refused, from a closed set of codes such as `invalid_client`.
    public let reason: String?

    public init(_ action: Action, clientID: String?, address: String?, reason: String? = nil) {
        self.action = action
        self.clientID = clientID
        self.address = address
        self.reason = reason
    }

    var isRefusal: Bool { action == .tokenRefused || action == .requestRefused }
}
