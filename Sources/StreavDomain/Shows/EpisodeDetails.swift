/// What an administrator sets of an episode.
public struct EpisodeDetails: Hashable, Sendable, Codable {
    /// Unique in the season.
    public var number: Int
    public var name: String?
    public var overview: String?
    /// In UTC.
    public var releaseDate: Timestamp?
    public var runtimeMinutes: Int?
    /// Absolute, or below the literal text `{TMDB_BASE_PATH}`.
    public var backdropURL: String?
    /// What is played; nil: nothing yet.
    public var onDemandStream: OnDemandStreamID?

    public static let numberRange = 0...100_000

    public init(
        number: Int, name: String? = nil, overview: String? = nil, releaseDate: Timestamp? = nil,
        runtimeMinutes: Int? = nil, backdropURL: String? = nil, onDemandStream: OnDemandStreamID? = nil
    ) {
        self.number = number
        self.name = name
        self.overview = overview
        self.releaseDate = releaseDate
        self.runtimeMinutes = runtimeMinutes
        self.backdropURL = backdropURL
        self.onDemandStream = onDemandStream
    }

    public func validated() throws(InvalidInput) -> EpisodeDetails {
        var problems = InvalidInput()
        problems.requireRange(number, "number", Self.numberRange)
        problems.requireName(name, "name", atMost: TitleDetails.titleLimit)
        problems.requireText(overview, "overview", atMost: TitleDetails.overviewLimit)
        problems.requireCalendar(releaseDate, "releaseDate")
        problems.requireRange(runtimeMinutes, "runtimeMinutes", TitleDetails.runtimeRange)
        problems.requireImage(backdropURL, "backdropUrl")
        try problems.throwIfAny()
        return self
    }
}
