/// What an administrator sets of a bundle.
public struct BundleDetails: Hashable, Sendable, Codable {
    /// Unique ignoring case.
    public var name: String
    public var description: String?
    /// In order.
    public var liveStreams: [LiveStreamID]
    /// In order.
    public var movies: [MovieID]
    /// In order.
    public var shows: [ShowID]

    /// The most live streams of one bundle.
    public static let liveStreamLimit = 60_000
    /// The most movies of one bundle.
    public static let movieLimit = 100_000
    /// The most shows of one bundle.
    public static let showLimit = 100_000

    public init(
        name: String, description: String? = nil, liveStreams: [LiveStreamID] = [], movies: [MovieID] = [],
        shows: [ShowID] = []
    ) {
        self.name = name
        self.description = description
        self.liveStreams = liveStreams
        self.movies = movies
        self.shows = shows
    }

    public func validated() throws(InvalidInput) -> BundleDetails {
        var problems = InvalidInput()
        problems.require(TextRule.isName(name), "name", "must have 1 to 200 characters on one line")
        problems.require(
            description.map { TextRule.isText($0, limit: 2000) } ?? true, "description",
            "must have at most 2000 characters")
        problems.requireList(liveStreams, "liveStreams", atMost: Self.liveStreamLimit)
        problems.requireList(movies, "movies", atMost: Self.movieLimit)
        problems.requireList(shows, "shows", atMost: Self.showLimit)
        try problems.throwIfAny()
        return self
    }
}
