public import StreavDomain

/// The streams there are on this node.
public protocol StreamDirectory: Sendable {
    /// Finds out about a stream that is not at hand yet, so that ``targetDuration(of:)`` can tell. Nothing for a stream
    /// that is.
    func prepare(_ stream: StreamID) async throws(EntitlementUnavailable)

    /// The target duration of a stream's playlists; nil when there is no such stream. Returns at once.
    func targetDuration(of stream: StreamID) -> Duration?

    /// There is such a stream, here or on another node. Returns at once.
    func exists(_ stream: StreamID) -> Bool
}

extension StreamDirectory {
    public func exists(_ stream: StreamID) -> Bool { targetDuration(of: stream) != nil }
}
