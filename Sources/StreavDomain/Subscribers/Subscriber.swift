/// Somebody who may watch. The access token is no part of it: it is sealed, and shown only on purpose.
public struct Subscriber: Hashable, Sendable {
    public let id: SubscriberID
    public var details: SubscriberDetails
    public let createdAt: Timestamp
    public let updatedAt: Timestamp
    /// Grows with each change; a change is refused when somebody else's came in between.
    public let revision: Int64

    public init(
        id: SubscriberID, details: SubscriberDetails, createdAt: Timestamp, updatedAt: Timestamp, revision: Int64
    ) {
        self.id = id
        self.details = details
        self.createdAt = createdAt
        self.updatedAt = updatedAt
        self.revision = revision
    }
}
