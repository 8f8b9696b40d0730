/// What an administrator sets of a season.
public struct SeasonDetails: Hashable, Sendable, Codable {
    /// Unique in the show. 0 is for specials.
    public var number: Int
    public var name: String?
    public var overview: String?
    /// In UTC.
    public var releaseDate: Timestamp?
    /// Absolute, or below the literal text `{TMDB_BASE_PATH}`.
    public var posterURL: String?
    /// Like ``posterURL``.
    public var backdropURL: String?

    public static let numberRange = 0...10_000

    public init(
        number: Int, name: String? = nil, overview: String? = nil, releaseDate: Timestamp? = nil,
        posterURL: String? = nil, backdropURL: String? = nil
    ) {
        self.number = number
        self.name = name
        self.overview = overview
        self.releaseDate = releaseDate
        self.posterURL = posterURL
        self.backdropURL = backdropURL
    }

    public func validated() throws(InvalidInput) -> SeasonDetails {
        var problems = InvalidInput()
        problems.requireRange(number, "number", Self.numberRange)
        problems.requireName(name, "name", atMost: TitleDetails.titleLimit)
        problems.requireText(overview, "overview", atMost: TitleDetails.overviewLimit)
        problems.requireCalendar(releaseDate, "releaseDate")
        problems.requireImage(posterURL, "posterUrl")
        problems.requireImage(backdropURL, "backdropUrl")
        try problems.throwIfAny()
        return self
    }
}
