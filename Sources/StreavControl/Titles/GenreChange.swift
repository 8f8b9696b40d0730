/// What becomes of a genre of many movies or shows.
public enum GenreChange: Sendable, Hashable {
    /// It is appended where it is not there yet.
    case add
    case remove
}
