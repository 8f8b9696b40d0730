/// Why a piece of a film was not taken.
public enum FilmUploadProblem: Error, Sendable, Equatable {
    case notFound
    /// Pieces come in order; this many bytes are there.
    case wrongOffset(received: Int64)
    case tooLarge
    case tooMany
    case diskFull
    /// Not a name of a film: a sentence says what is.
    case badName
    case unavailable(String)
}
