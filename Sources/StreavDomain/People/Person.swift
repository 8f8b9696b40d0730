/// Somebody in movies and shows.
public struct Person: Hashable, Sendable {
    public let id: PersonID
    public var details: PersonDetails
    public let createdAt: Timestamp
    public let updatedAt: Timestamp
    public let revision: Int64

    public init(id: PersonID, details: PersonDetails, createdAt: Timestamp, updatedAt: Timestamp, revision: Int64) {
        self.id = id
        self.details = details
        self.createdAt = createdAt
        self.updatedAt = updatedAt
        self.revision = revision
    }
}
