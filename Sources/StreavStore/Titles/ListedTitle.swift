public import StreavDomain

/// A movie or a show in a list.
public struct ListedTitle: Hashable, Sendable {
    public let id: Int32
    public let title: String
    public let releaseDate: Timestamp?
    public let runtimeMinutes: Int?
    public let language: String?
    public let countryCode: String?
    public let posterURL: String?
    public let rating: Double?
    public let isAdult: Bool
    /// Files that there are to play: of a movie one or none, of a show its episodes'.
    public let files: Int
    /// Of a show.
    public let episodes: Int
    public let createdAt: Timestamp
    public let updatedAt: Timestamp
    /// In the order of the title.
    public var genres: [String] = []
}
