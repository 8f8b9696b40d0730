/// An episode of a season.
public struct Episode: Hashable, Sendable {
    public let id: EpisodeID
    public let season: SeasonID
    public var details: EpisodeDetails
    public let createdAt: Timestamp
    public let updatedAt: Timestamp

    public init(
        id: EpisodeID, season: SeasonID, details: EpisodeDetails, createdAt: Timestamp, updatedAt: Timestamp
    ) {
        self.id = id
        self.season = season
        self.details = details
        self.createdAt = createdAt
        self.updatedAt = updatedAt
    }
}
