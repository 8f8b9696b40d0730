/// What an administrator sets of a movie and of a show alike.
public struct TitleDetails: Hashable, Sendable, Codable {
    public var title: String
    public var overview: String?
    /// In UTC; of a day only, at its midnight.
    public var releaseDate: Timestamp?
    public var runtimeMinutes: Int?
    /// ISO 639-1 in lower case.
    public var language: String?
    /// ISO 3166-1 alpha-2 in upper case.
    public var countryCode: String?
    /// Absolute, or below the literal text `{TMDB_BASE_PATH}`.
    public var posterURL: String?
    /// Like ``posterURL``.
    public var backdropURL: String?
    /// 0 to 10.
    public var rating: Double?
    /// Who gave the rating.
    public var ratingSource: String?
    public var director: String?
    public var trailerURL: String?
    /// Its number at themoviedb.org.
    public var tmdbID: Int32?
    public var isAdult: Bool
    /// In order, the first one first.
    public var genres: [GenreID]
    /// In order of billing.
    public var cast: [CastMember]

    public static let titleLimit = 300
    /// The longest ``overview``.
    public static let overviewLimit = 10_000
    /// The longest ``director`` and ``ratingSource``.
    public static let nameLimit = 300
    public static let runtimeRange = 0...10_000
    public static let ratingRange = 0.0...10.0
    /// The most genres of one title.
    public static let genreLimit = 32
    /// The most members of one cast.
    public static let castLimit = 500

    public init(
        title: String, overview: String? = nil, releaseDate: Timestamp? = nil, runtimeMinutes: Int? = nil,
        language: String? = nil, countryCode: String? = nil, posterURL: String? = nil, backdropURL: String? = nil,
        rating: Double? = nil, ratingSource: String? = nil, director: String? = nil, trailerURL: String? = nil,
        tmdbID: Int32? = nil, isAdult: Bool = false, genres: [GenreID] = [], cast: [CastMember] = []
    ) {
        self.title = title
        self.overview = overview
        self.releaseDate = releaseDate
        self.runtimeMinutes = runtimeMinutes
        self.language = language
        self.countryCode = countryCode
        self.posterURL = posterURL
        self.backdropURL = backdropURL
        self.rating = rating
        self.ratingSource = ratingSource
        self.director = director
        self.trailerURL = trailerURL
        self.tmdbID = tmdbID
        self.isAdult = isAdult
        self.genres = genres
        self.cast = cast
    }
}

extension TitleDetails {
    /// Whether a text may be a ``title``.
    public static func isTitle(_ text: some StringProtocol) -> Bool {
        TextRule.isName(String(text), limit: titleLimit)
    }

    /// The same with language and country in their one written form.
    ///
    /// - Throws: Every rule that is broken, by the API's names of the members.
    public func validated() throws(InvalidInput) -> TitleDetails {
        var problems = InvalidInput()
        let result = checked(&problems)
        try problems.throwIfAny()
        return result
    }

    /// The same, for those who note problems of their own besides.
    func checked(_ problems: inout InvalidInput) -> TitleDetails {
        var result = self
        result.language = language?.lowercased()
        result.countryCode = countryCode?.uppercased()
        problems.require(
            Self.isTitle(title), "title", "must have 1 to 300 characters on one line")
        problems.requireText(overview, "overview", atMost: Self.overviewLimit)
        problems.requireCalendar(releaseDate, "releaseDate")
        problems.requireRange(runtimeMinutes, "runtimeMinutes", Self.runtimeRange)
        problems.require(
            result.language.map(TextRule.isLanguage) ?? true, "language", "must be an ISO 639-1 code of two letters")
        problems.require(
            result.countryCode.map(CountryCode.isAssigned) ?? true, "countryCode",
            "must be an ISO 3166-1 code of two letters")
        problems.requireImage(posterURL, "posterUrl")
        problems.requireImage(backdropURL, "backdropUrl")
        problems.require(rating.map(Self.ratingRange.contains) ?? true, "rating", "must be 0 to 10")
        problems.requireName(ratingSource, "ratingSource", atMost: Self.nameLimit)
        problems.requireName(director, "director", atMost: Self.nameLimit)
        problems.requireImage(trailerURL, "trailerUrl")
        problems.require(tmdbID ?? 1 >= 1, "tmdbId", "must be positive")
        problems.requireList(genres, "genres", atMost: Self.genreLimit)
        problems.require(
            cast.count <= Self.castLimit, "cast", "has \(cast.count) entries, at most \(Self.castLimit) are allowed")
        for (index, member) in cast.enumerated() {
            problems.requireName(member.character, "cast[\(index)].character", atMost: CastMember.characterLimit)
        }
        return result
    }
}
