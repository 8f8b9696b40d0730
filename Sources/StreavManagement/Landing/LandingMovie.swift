/// A film as the landing page shows it.
public struct LandingMovie: Sendable, Equatable {
    public var id: Int32
    public var title: String

    /// Of the release.
    public var year: Int?

    public var minutes: Int?

    /// The whole address of the picture.
    public var poster: String?

    /// The whole address of the multivariant playlist, credentials included.
    public var hls: String

    /// The whole address of the file, credentials included.
    public var file: String

    /// RFC 6381, comma-separated. Empty while unknown.
    public var codecs: String

    public init(
        id: Int32, title: String, year: Int?, minutes: Int?, poster: String?, hls: String, file: String, codecs: String
    ) {
        self.id = id
        self.title = title
        self.year = year
        self.minutes = minutes
        self.poster = poster
        self.hls = hls
        self.file = file
        self.codecs = codecs
    }
}
