public import StreavDomain

/// The live streams there are on this node.
public protocol StreamDirectory: Sendable {
    /// The target duration of a stream's playlists; nil when there is no such stream. Returns at once.
    func targetDuration(of stream: LiveStreamID) -> Duration?
}
