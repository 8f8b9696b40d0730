/// What subscribers are given: live streams, movies and shows under one name.
public struct Bundle: Hashable, Sendable {
    public let id: BundleID
    public var details: BundleDetails
    public let createdAt: Timestamp
    public let updatedAt: Timestamp
    public let revision: Int64

    public init(id: BundleID, details: BundleDetails, createdAt: Timestamp, updatedAt: Timestamp, revision: Int64) {
        self.id = id
        self.details = details
        self.createdAt = createdAt
        self.updatedAt = updatedAt
        self.revision = revision
    }
}
