public import StreavDomain
internal import StreavPorts
internal import StreavStore

/// What is done to third parties' applications.
public struct OAuthApplicationControl {
    let transaction: ControlTransaction

    private static let resource = "oauth-application"
    /// Characters of `[A-Za-z0-9]`: 130 and 256 bits.
    private static let clientIDLength = 22
    private static let secretLength = 43

    /// - Parameters:
    ///   - clientID: 1 to 64 of `[A-Za-z0-9._@-]`; nil: one is made.
    ///   - clientSecret: At least 22 characters; nil: one is made. Only its hash is kept.
    public func create(
        _ details: OAuthApplicationDetails, clientID: String? = nil, clientSecret: String? = nil
    ) throws -> CreatedOAuthApplication {
        let details = try details.validated()
        let clientID = clientID ?? transaction.entropy.token(length: Self.clientIDLength)
        let secret = clientSecret ?? transaction.entropy.token(length: Self.secretLength)
        var problems = InvalidInput()
        problems.require(Username.isValid(clientID), "clientId", "must be 1 to 64 letters, digits or . _ @ -")
        problems.require(secret.utf8.count >= Self.clientIDLength, "clientSecret", "must have at least 22 characters")
        try problems.throwIfAny()
        let id = try table.insert(
            details, clientID: clientID, secretHash: transaction.keys.hash(clientSecret: secret), now: transaction.now)
        try transaction.record(
            "oauth-application.create", Self.resource, id: "\(id)", name: details.name, after: try JSON.text(details))
        let application = OAuthApplication(
            id: id, clientID: clientID, details: details, tokensValidFrom: transaction.now, lastUsedAt: nil,
            createdAt: transaction.now, updatedAt: transaction.now, revision: 1)
        return CreatedOAuthApplication(application: application, clientSecret: secret)
    }

    /// With a scope less, or switched off, the tokens issued so far end.
    ///
    /// - Parameter expected: The revision the change was made on; nil: whatever there is.
    public func update(
        _ id: OAuthApplicationID, _ details: OAuthApplicationDetails, expecting expected: Int64? = nil
    ) throws {
        let old = try existing(id)
        let details = try details.validated()
        let isReduced = details.isDisabled || !Set(old.details.scopes).isSubset(of: details.scopes)
        let isUpdated = try table.update(
            id, details, tokensValidFrom: isReduced ? try endTokens(of: old) : nil,
            expecting: expected ?? old.revision, now: transaction.now)
        guard isUpdated else { throw ControlError.changedMeanwhile(resource: Self.resource, id: id.rawValue) }
        try transaction.record(
            "oauth-application.update", Self.resource, id: "\(id)", name: details.name,
            before: try JSON.text(old.details), after: try JSON.text(details))
    }

    /// Makes a new secret; the old one and its tokens end.
    public func rotateSecret(_ id: OAuthApplicationID) throws -> String {
        let application = try existing(id)
        let secret = transaction.entropy.token(length: Self.secretLength)
        let hash = transaction.keys.hash(clientSecret: secret)
        let isSet = try table.setSecretHash(
            hash, of: id, tokensValidFrom: try endTokens(of: application), now: transaction.now)
        guard isSet else { throw notFound(id) }
        try transaction.record(
            "oauth-application.rotate-secret", Self.resource, id: "\(id)", name: application.details.name)
        return secret
    }

    public func delete(_ id: OAuthApplicationID) throws {
        let old = try existing(id)
        try endTokens(of: old)
        guard try table.delete(id) else { throw notFound(id) }
        try transaction.record(
            "oauth-application.delete", Self.resource, id: "\(id)", name: old.details.name,
            before: try JSON.text(old.details))
    }

    private var table: OAuthApplicationTable { transaction.connection.oauthApplications }

    /// Ends every token issued so far. The moment from which on they count moves forward even if the clock does not.
    @discardableResult
    private func endTokens(of application: OAuthApplication) throws -> Timestamp {
        let moment = max(transaction.now, application.tokensValidFrom.advanced(by: .milliseconds(1)))
        try transaction.connection.oauthRevocations.endTokens(
            of: application.id, issuedBefore: moment,
            expiresAt: transaction.now.advanced(by: AccessTokens.lifetime + AccessTokens.retention))
        transaction.effects.endsTokens = true
        return moment
    }

    private func existing(_ id: OAuthApplicationID) throws -> OAuthApplication {
        guard let application = try table.find(id) else { throw notFound(id) }
        return application
    }

    private func notFound(_ id: OAuthApplicationID) -> ControlError {
        .notFound(resource: Self.resource, id: id.rawValue)
    }
}
