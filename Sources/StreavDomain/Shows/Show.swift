/// A show: seasons with episodes.
public struct Show: Hashable, Sendable {
    public let id: ShowID
    public var details: ShowDetails
    public let createdAt: Timestamp
    public let updatedAt: Timestamp
    public let revision: Int64

    public init(id: ShowID, details: ShowDetails, createdAt: Timestamp, updatedAt: Timestamp, revision: Int64) {
        self.id = id
        self.details = details
        self.createdAt = createdAt
        self.updatedAt = updatedAt
        self.revision = revision
    }
}
