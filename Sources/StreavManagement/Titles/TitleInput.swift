import StreavDomain

/// What is typed of a movie or a show.
struct TitleInput: Sendable, Equatable {
    var common: TitleDetails
    /// Of a movie.
    var onDemandStream: OnDemandStreamID?
    /// Of a show.
    var lastReleaseDate: Timestamp?
}
