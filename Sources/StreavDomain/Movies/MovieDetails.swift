/// What an administrator sets of a movie.
public struct MovieDetails: Hashable, Sendable, Codable {
    /// What it has in common with shows.
    public var common: TitleDetails
    /// What is played; nil: nothing yet.
    public var onDemandStream: OnDemandStreamID?

    public init(_ common: TitleDetails, onDemandStream: OnDemandStreamID? = nil) {
        self.common = common
        self.onDemandStream = onDemandStream
    }

    /// The same in its one written form.
    ///
    /// - Throws: Every rule that is broken, by the API's names of the members.
    public func validated() throws(InvalidInput) -> MovieDetails {
        MovieDetails(try common.validated(), onDemandStream: onDemandStream)
    }
}
