/// A kind of movies and shows.
public struct Genre: Hashable, Sendable {
    public let id: GenreID
    public var details: GenreDetails
    public let createdAt: Timestamp
    public let updatedAt: Timestamp

    public init(id: GenreID, details: GenreDetails, createdAt: Timestamp, updatedAt: Timestamp) {
        self.id = id
        self.details = details
        self.createdAt = createdAt
        self.updatedAt = updatedAt
    }
}
