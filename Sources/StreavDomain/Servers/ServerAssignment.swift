/// Which server runs a live stream. One for each stream, so that no two servers are ever wanted for one.
public struct ServerAssignment: Hashable, Sendable {
    public var liveStream: LiveStreamID
    /// Nil while there is no server for it.
    public var server: ServerID?
    /// Grows with each change of mind and with each start of the server's process; 0 before the first. So a stream and
    /// a generation name one publisher, and a node ignores a generation lower than one it has seen.
    public var generation: Int64
    /// Somebody watches it there: it is not moved without need.
    public var isWatched: Bool

    public init(liveStream: LiveStreamID, server: ServerID?, generation: Int64, isWatched: Bool = false) {
        self.liveStream = liveStream
        self.server = server
        self.generation = generation
        self.isWatched = isWatched
    }
}
