public import StreavDomain
public import StreavPorts
public import StreavSQL
internal import StreavStore

/// What administrators and the API do to the platform. Every use case is one transaction that also writes the activity
/// log and, where the streaming nodes must hear of it, the outbox.
///
///     let made = try await control.perform(as: actor) { try $0.subscribers.create(details) }
public struct ControlPlane: Sendable {
    public let database: any Database
    let clock: StreavClock
    let entropy: any Entropy
    let keys: ControlKeys
    private let notice: RevocationNotice?

    /// - Parameters:
    ///   - entropy: Makes access tokens and client secrets: outside simulations it must be cryptographic.
    ///   - cache: Where the API's processes are told at once that tokens have ended; without it they notice within
    ///     ``TokenRevocations/reconcileInterval``.
    public init(
        database: any Database, clock: StreavClock, entropy: any Entropy, keys: ControlKeys, cache: (any Cache)? = nil
    ) {
        self.database = database
        self.clock = clock
        self.entropy = entropy
        self.keys = keys
        self.notice = cache.map(RevocationNotice.init)
    }

    /// Does one thing, or many, in one transaction on behalf of `actor`: all or nothing.
    ///
    /// - Throws: ``StreavDomain/InvalidInput``, ``ControlError``, ``StreavSQL/DatabaseError``, or what `body` throws.
    @discardableResult
    public func perform<Result: Sendable>(
        as actor: Actor, _ body: @escaping @Sendable (ControlTransaction) throws -> Result
    ) async throws -> Result {
        let now = clock.wallNow
        do {
            let (result, endsTokens) = try await database.write { [entropy, keys] connection in
                let transaction = ControlTransaction(
                    connection: connection, actor: actor, now: now, entropy: entropy, keys: keys)
                let result = try body(transaction)
                return (result, transaction.effects.endsTokens)
            }
            if endsTokens { await notice?.post() }
            return result
        } catch let error as DatabaseError {
            throw TakenName.problem(for: error) ?? error
        }
    }

    /// The access token of a subscriber, to be shown; nil when there is no such subscriber.
    public func accessToken(of id: SubscriberID) async throws -> String? {
        guard let sealed = try await database.read({ try $0.subscribers.sealedToken(of: id) }) else { return nil }
        return try keys.openAccessToken(sealed)
    }

    /// The application that proves itself by `secret`; nil when there is none, the secret is wrong or it is switched
    /// off. Takes the same time for all of them.
    public func authenticateClient(id clientID: String, secret: String) async throws -> OAuthApplication? {
        let (found, hash) = try await database.read { connection in
            // The same statements whether or not there is such an application.
            (
                try connection.oauthApplications.find(clientID: clientID),
                try connection.oauthApplications.secretHash(ofClientID: clientID)
            )
        }
        let isRight = keys.matches(clientSecret: secret, hash: hash)
        guard let application = found, isRight, !application.details.isDisabled else { return nil }
        return application
    }

    /// Walks the whole activity log and checks each hash.
    public func verifyActivity() async throws -> ActivityVerdict {
        var verifier = ActivityVerifier(keys: keys)
        while true {
            let after = verifier.checked
            let entries = try await database.read {
                try $0.activity.entries(after: after, limit: ActivityVerifier.batch)
            }
            if let broken = verifier.firstBroken(in: entries) { return .broken(sequence: broken) }
            if entries.count < ActivityVerifier.batch { return .intact(entries: verifier.checked) }
        }
    }
}
