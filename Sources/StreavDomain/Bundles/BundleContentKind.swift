/// What a bundle holds lists of.
public enum BundleContentKind: String, CaseIterable, Hashable, Sendable {
    case liveStreams = "live-streams"
    case movies
    case shows
}

extension BundleDetails {
    /// The ids of one kind, in order.
    public subscript(kind: BundleContentKind) -> [Int32] {
        get {
            switch kind {
            case .liveStreams: liveStreams.map(\.rawValue)
            case .movies: movies.map(\.rawValue)
            case .shows: shows.map(\.rawValue)
            }
        }
        set {
            switch kind {
            case .liveStreams: liveStreams = newValue.map { LiveStreamID($0) }
            case .movies: movies = newValue.map { MovieID($0) }
            case .shows: shows = newValue.map { ShowID($0) }
            }
        }
    }
}
