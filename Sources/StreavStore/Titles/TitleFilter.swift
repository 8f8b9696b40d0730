public import StreavDomain

/// What a list of movies or of shows is narrowed to; nil leaves it as it is.
public struct TitleFilter: Hashable, Sendable {
    /// Part of the title, ignoring case.
    public var text: String?
    public var genre: GenreID?
    /// Whether there is something to play.
    public var isPlayable: Bool?
    public var isAdult: Bool?
    /// ISO 639-1, in lower case.
    public var language: String?

    public init(
        text: String? = nil, genre: GenreID? = nil, isPlayable: Bool? = nil, isAdult: Bool? = nil,
        language: String? = nil
    ) {
        self.text = text
        self.genre = genre
        self.isPlayable = isPlayable
        self.isAdult = isAdult
        self.language = language
    }
}
