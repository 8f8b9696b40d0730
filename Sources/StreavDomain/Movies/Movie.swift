/// A movie.
public struct Movie: Hashable, Sendable {
    public let id: MovieID
    public var details: MovieDetails
    public let createdAt: Timestamp
    public let updatedAt: Timestamp
    public let revision: Int64

    public init(id: MovieID, details: MovieDetails, createdAt: Timestamp, updatedAt: Timestamp, revision: Int64) {
        self.id = id
        self.details = details
        self.createdAt = createdAt
        self.updatedAt = updatedAt
        self.revision = revision
    }
}
