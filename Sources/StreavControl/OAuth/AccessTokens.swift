public import StreavCrypto
public import StreavDomain
internal import StreavPorts
internal import StreavSQL
internal import StreavStore

/// Issues, verifies and revokes the access tokens of OAuth applications.
public struct AccessTokens: Sendable {
    /// How long a token is good.
    public static let lifetime: Duration = .seconds(3600)
    /// Who tokens are for.
    public static let audience = "streav-api"
    /// How long after its expiry it is remembered that a token was revoked; more than clocks may differ.
    static let retention: Duration = .seconds(300)
    /// How exactly it is noted when an application was last used.
    static let useInterval: Duration = .seconds(60)
    /// Characters of `[A-Za-z0-9]`: 130 bits.
    private static let idLength = 22

    private let control: ControlPlane
    private let revocations: TokenRevocations
    private let keys: SigningKeys

    /// - Parameter keys: Keep an old key among them for ``lifetime`` after a rotation.
    public init(control: ControlPlane, revocations: TokenRevocations, keys: SigningKeys) {
        self.control = control
        self.revocations = revocations
        self.keys = keys
    }

    /// A new token for an application that has proved itself.
    ///
    /// - Parameters:
    ///   - scopes: Among those that were granted to it.
    ///   - issuer: The public address of the API.
    public func issue(to application: OAuthApplication, scopes: [OAuthScope], issuer: String) -> String {
        let now = control.clock.wallNow.seconds
        return BearerToken(
            issuer: issuer, audience: Self.audience, applicationID: application.id.rawValue,
            clientID: application.clientID, tokenID: control.entropy.token(length: Self.idLength), issuedAt: now,
            expiry: now + Self.lifetime.components.seconds,
            scope: scopes.map(\.rawValue).joined(separator: " "), epoch: application.tokensValidFrom.milliseconds
        ).text(keys: keys)
    }

    /// Notes that an application was used, not more often than once in ``useInterval``.
    public func noteUse(of application: OAuthApplication) async throws {
        let now = control.clock.wallNow
        if let last = application.lastUsedAt, last <= now, now.duration(since: last) < Self.useInterval { return }
        try await control.database.write { try $0.oauthApplications.noteUse(of: application.id, now: now) }
    }

    /// Whose request it is; nil for a token that is not ours, has expired or was revoked.
    ///
    /// - Throws: When it cannot be told whether the token was revoked.
    public func caller(token text: String, issuer: String) async throws -> APICaller? {
        guard let token = verified(text, issuer: issuer), try await !revocations.contains(token) else { return nil }
        return APICaller(
            application: OAuthApplicationID(token.applicationID), clientID: token.clientID,
            scopes: Set(token.scope.split(separator: " ").compactMap { OAuthScope(rawValue: String($0)) }))
    }

    /// What came of a request to revoke.
    public enum Revocation: Sendable, Hashable {
        /// It is good for nothing now, and may have been before.
        case done
        /// The token is another application's, and as good as it was.
        case foreign
    }

    /// Ends one token of an application (RFC 7009).
    ///
    /// - Throws: When that could not be recorded.
    public func revoke(token text: String, by application: OAuthApplication, issuer: String) async throws -> Revocation
    {
        guard let token = verified(text, issuer: issuer) else { return .done }
        guard token.applicationID == application.id.rawValue else { return .foreign }
        let now = control.clock.wallNow
        let expiresAt = Timestamp(milliseconds: token.expiry * 1000).advanced(by: Self.retention)
        try await control.database.write { connection in
            try connection.oauthRevocations.revoke(
                token: token.tokenID, of: application.id, expiresAt: expiresAt, now: now)
        }
        await revocations.announce()
        return .done
    }

    private func verified(_ text: String, issuer: String) -> BearerToken? {
        try? BearerToken.verify(
            text, keys: keys, issuer: issuer, audience: Self.audience, now: control.clock.wallNow.seconds)
    }
}
