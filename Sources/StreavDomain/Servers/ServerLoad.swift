/// What a server said of its work with its last heartbeat.
public struct ServerLoad: Hashable, Sendable, Codable {
    /// Sessions.
    public var viewers: Int
    /// Live streams it runs.
    public var channels: Int
    /// Media sent to viewers, in bits per second.
    public var outgoingBitsPerSecond: Int64

    public init(viewers: Int = 0, channels: Int = 0, outgoingBitsPerSecond: Int64 = 0) {
        self.viewers = viewers
        self.channels = channels
        self.outgoingBitsPerSecond = outgoingBitsPerSecond
    }
}
