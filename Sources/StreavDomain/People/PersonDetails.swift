/// What an administrator sets of a person.
public struct PersonDetails: Hashable, Sendable, Codable {
    public var name: String
    public var biography: String?
    /// What the person is known for, e.g. `Acting`.
    public var knownFor: String?
    /// `yyyy-MM-dd`.
    public var birthDate: String?
    /// `yyyy-MM-dd`.
    public var deathDay: String?
    public var birthPlace: String?
    /// Absolute, or below the literal text `{TMDB_BASE_PATH}`.
    public var profilePictureURL: String?
    public var gender: PersonGender
    /// E.g. `nm0000005`.
    public var imdbID: String?
    /// How much the person is asked for; 0 to 1 000 000.
    public var popularity: Double

    public static let biographyLimit = 20_000
    /// The longest ``knownFor`` and ``birthPlace``.
    public static let lineLimit = 200
    public static let imdbIDLimit = 20
    public static let popularityRange = 0.0...1_000_000.0

    public init(
        name: String, biography: String? = nil, knownFor: String? = nil, birthDate: String? = nil,
        deathDay: String? = nil, birthPlace: String? = nil, profilePictureURL: String? = nil,
        gender: PersonGender = .unspecified, imdbID: String? = nil, popularity: Double = 0
    ) {
        self.name = name
        self.biography = biography
        self.knownFor = knownFor
        self.birthDate = birthDate
        self.deathDay = deathDay
        self.birthPlace = birthPlace
        self.profilePictureURL = profilePictureURL
        self.gender = gender
        self.imdbID = imdbID
        self.popularity = popularity
    }

    public func validated() throws(InvalidInput) -> PersonDetails {
        var problems = InvalidInput()
        problems.require(TextRule.isName(name), "name", "must have 1 to 200 characters on one line")
        problems.requireText(biography, "biography", atMost: Self.biographyLimit)
        problems.requireName(knownFor, "knownFor", atMost: Self.lineLimit)
        for (field, date) in [("birthDate", birthDate), ("deathDay", deathDay)] {
            problems.require(date.map(TextRule.isDate) ?? true, field, "must be a date as yyyy-MM-dd")
        }
        if let birthDate, let deathDay, TextRule.isDate(birthDate), TextRule.isDate(deathDay) {
            problems.require(birthDate <= deathDay, "deathDay", "must not be before birthDate")
        }
        problems.requireName(birthPlace, "birthPlace", atMost: Self.lineLimit)
        problems.requireImage(profilePictureURL, "profilePictureUrl")
        problems.requireName(imdbID, "imdbId", atMost: Self.imdbIDLimit)
        problems.require(Self.popularityRange.contains(popularity), "popularity", "must be 0 to 1000000")
        try problems.throwIfAny()
        return self
    }
}
