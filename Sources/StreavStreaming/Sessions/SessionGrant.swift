import StreavDomain

/// What admission allowed, kept with the session so that a node can go on by itself.
struct SessionGrant: Hashable, Sendable {
    /// From this moment on the session is over; nil: no end.
    var expiresAt: Timestamp?
    /// What is said when it is over.
    var expiryCode: DenialCode
    /// How many connections the subscriber may have.
    var limit: Int

    /// - Parameter tokenExpiry: The end of the playback token that opened the session.
    init(_ entitlement: SubscriberEntitlement, tokenExpiry: Timestamp?) {
        limit = entitlement.maxConnections
        expiresAt = entitlement.expiresAt
        expiryCode = .subscriberExpired
        if let tokenExpiry, expiresAt.map({ tokenExpiry < $0 }) ?? true {
            expiresAt = tokenExpiry
            expiryCode = .playbackTokenExpired
        }
    }

    func isOver(at wall: Timestamp) -> Bool {
        expiresAt.map { wall >= $0 } ?? false
    }
}
