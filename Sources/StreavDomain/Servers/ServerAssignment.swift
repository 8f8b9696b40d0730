/// Which live stream a server is to run. A node ignores a generation lower than one it has seen.
public struct ServerAssignment: Hashable, Sendable, Codable {
    public var server: ServerID
    public var liveStream: LiveStreamID
    /// From 1 on; grows with each change of mind.
    public var generation: Int64
    public var isWanted: Bool

    public init(server: ServerID, liveStream: LiveStreamID, generation: Int64, isWanted: Bool) {
        self.server = server
        self.liveStream = liveStream
        self.generation = generation
        self.isWanted = isWanted
    }
}
