public import StreavDomain
internal import StreavPorts
internal import StreavStore

/// What is done to subscribers.
public struct SubscriberControl {
    let transaction: ControlTransaction

    private static let resource = "subscriber"
    /// Characters of `[A-Za-z0-9]`: 130 bits.
    static let tokenLength = 22
    /// How often a username is drawn before that is given up. 36^10 are there.
    private static let usernameDraws = 8

    /// Makes a subscriber with a new access token; a username too, when the details have none.
    public func create(_ details: SubscriberDetails) throws -> CreatedSubscriber {
        var details = details
        if details.username.isEmpty { details.username = try freeUsername() }
        details = try checked(details)
        let token = transaction.entropy.token(length: Self.tokenLength)
        let id = try table.insert(details, token: try stored(token), now: transaction.now)
        let generation = try transaction.record(
            "subscriber.create", Self.resource, id: "\(id)", name: details.username, after: try JSON.text(details))
        try announce(id, details.username, generation)
        let subscriber = Subscriber(
            id: id, details: details, createdAt: transaction.now, updatedAt: transaction.now, revision: 1)
        return CreatedSubscriber(subscriber: subscriber, accessToken: token)
    }

    /// Replaces the details. An empty username stays as it is.
    ///
    /// - Parameter expected: The revision the change was made on; nil: whatever there is.
    @discardableResult
    public func update(
        _ id: SubscriberID, _ details: SubscriberDetails, expecting expected: Int64? = nil
    ) throws -> Subscriber {
        try change(id, action: "subscriber.update", expecting: expected) { _ in details }
    }

    /// Disables, bans, or makes active again.
    @discardableResult
    public func setStatus(_ id: SubscriberID, _ status: SubscriberStatus) throws -> Subscriber {
        try change(id, action: "subscriber.set-status", expecting: nil) { details in
            var details = details
            details.status = status
            return details
        }
    }

    /// Nil: unlimited.
    @discardableResult
    public func setExpiry(_ id: SubscriberID, _ expiresAt: Timestamp?) throws -> Subscriber {
        try change(id, action: "subscriber.set-expiry", expecting: nil) { details in
            var details = details
            details.expiresAt = expiresAt
            return details
        }
    }

    public func delete(_ id: SubscriberID) throws {
        let old = try existing(id)
        guard try table.delete(id) else { throw notFound(id) }
        let generation = try transaction.record(
            "subscriber.delete", Self.resource, id: "\(id)", name: old.details.username,
            before: try JSON.text(old.details))
        try announce(id, old.details.username, generation, isDeleted: true)
    }

    /// Gives a new access token. Every address handed out with the old one ends.
    public func regenerateAccessToken(_ id: SubscriberID) throws -> String {
        let subscriber = try existing(id)
        let token = transaction.entropy.token(length: Self.tokenLength)
        guard try table.setToken(try stored(token), of: id, now: transaction.now) else { throw notFound(id) }
        let generation = try transaction.record(
            "subscriber.regenerate-access-token", Self.resource, id: "\(id)", name: subscriber.details.username)
        try announce(id, subscriber.details.username, generation)
        return token
    }

    private var table: SubscriberTable { transaction.connection.subscribers }

    func change(
        _ id: SubscriberID, action: String, expecting expected: Int64?,
        _ make: (SubscriberDetails) -> SubscriberDetails
    ) throws -> Subscriber {
        let old = try existing(id)
        var details = make(old.details)
        if details.username.isEmpty { details.username = old.details.username }
        details = try checked(details)
        guard try table.update(id, details, expecting: expected ?? old.revision, now: transaction.now) else {
            throw ControlError.changedMeanwhile(resource: Self.resource, id: id.rawValue)
        }
        let generation = try transaction.record(
            action, Self.resource, id: "\(id)", name: details.username, before: try JSON.text(old.details),
            after: try JSON.text(details))
        let oldName = Username.folded(old.details.username)
        if oldName != Username.folded(details.username) { try announce(id, oldName, generation) }
        try announce(id, details.username, generation)
        return Subscriber(
            id: id, details: details, createdAt: old.createdAt, updatedAt: transaction.now, revision: old.revision + 1)
    }

    /// Validated, and everything it refers to is there.
    private func checked(_ details: SubscriberDetails) throws -> SubscriberDetails {
        let details = try details.validated()
        var problems = InvalidInput()
        let bundles = details.bundles.isEmpty ? [] : try transaction.connection.bundles.existing(details.bundles)
        for (index, bundle) in details.bundles.enumerated() {
            problems.require(bundles.contains(bundle), "bundles[\(index)]", "does not exist")
        }
        if let owner = details.owner {
            let isThere = try transaction.connection.users.find(owner) != nil
            problems.require(isThere, "owner", "does not exist")
        }
        try problems.throwIfAny()
        return details
    }

    private func stored(_ token: String) throws -> SubscriberTable.StoredToken {
        let (sealed, hash) = try transaction.keys.stored(accessToken: token)
        return SubscriberTable.StoredToken(sealed: sealed, hash: hash)
    }

    private func freeUsername() throws -> String {
        for _ in 0..<Self.usernameDraws {
            let username = transaction.entropy.token(length: 10).lowercased()
            if try table.id(ofUsername: username) == nil { return username }
        }
        throw InvalidInput(field: "username", "could not be generated: choose one")
    }

    private func announce(_ id: SubscriberID, _ username: String, _ generation: Int64, isDeleted: Bool = false) throws {
        try transaction.emit(
            SubscriberChanged(
                id: id, username: Username.folded(username), generation: generation, isDeleted: isDeleted))
    }

    private func existing(_ id: SubscriberID) throws -> Subscriber {
        guard let subscriber = try table.find(id) else { throw notFound(id) }
        return subscriber
    }

    private func notFound(_ id: SubscriberID) -> ControlError {
        .notFound(resource: Self.resource, id: id.rawValue)
    }
}
