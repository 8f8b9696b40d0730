/// What lists of movies and of shows can be sorted by.
public enum TitleOrder: String, CaseIterable, Hashable, Sendable {
    case title
    case released
    case rating
    case runtime
    /// Files that there are to play.
    case files
    case created
    case updated
}
