/// A heading under which live streams are listed.
public struct Category: Hashable, Sendable {
    public let id: CategoryID
    public var details: CategoryDetails
    public let createdAt: Timestamp
    public let updatedAt: Timestamp
    public let revision: Int64

    public init(id: CategoryID, details: CategoryDetails, createdAt: Timestamp, updatedAt: Timestamp, revision: Int64) {
        self.id = id
        self.details = details
        self.createdAt = createdAt
        self.updatedAt = updatedAt
        self.revision = revision
    }
}
