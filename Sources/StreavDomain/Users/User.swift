/// Somebody who works with the dashboard.
public struct User: Hashable, Sendable {
    public let id: UserID
    public var details: UserDetails
    public let lastSignedInAt: Timestamp?
    public let createdAt: Timestamp
    public let updatedAt: Timestamp
    public let revision: Int64

    public init(
        id: UserID, details: UserDetails, lastSignedInAt: Timestamp?, createdAt: Timestamp, updatedAt: Timestamp,
        revision: Int64
    ) {
        self.id = id
        self.details = details
        self.lastSignedInAt = lastSignedInAt
        self.createdAt = createdAt
        self.updatedAt = updatedAt
        self.revision = revision
    }
}
