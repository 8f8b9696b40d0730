/// What a streaming node says of one of its sessions: that it is there, or that it is over.
public struct ConnectionSighting: Hashable, Sendable {
    public var sessionID: String
    public var subscriber: SubscriberID
    public var stream: StreamID
    public var format: StreamFormat
    public var address: String
    public var country: String?
    /// At most 255 bytes, without zero characters.
    public var userAgent: String?
    public var startedAt: Timestamp
    public var seenAt: Timestamp
    /// Media sent since the last sighting of the session by this node.
    public var newBytes: Int64
    /// Nil while it goes on.
    public var endedAt: Timestamp?
    public var closeReason: String?

    public init(
        sessionID: String, subscriber: SubscriberID, stream: StreamID, format: StreamFormat, address: String,
        country: String? = nil, userAgent: String? = nil, startedAt: Timestamp, seenAt: Timestamp,
        newBytes: Int64 = 0, endedAt: Timestamp? = nil, closeReason: String? = nil
    ) {
        self.sessionID = sessionID
        self.subscriber = subscriber
        self.stream = stream
        self.format = format
        self.address = address
        self.country = country
        self.userAgent = userAgent
        self.startedAt = startedAt
        self.seenAt = seenAt
        self.newBytes = newBytes
        self.endedAt = endedAt
        self.closeReason = closeReason
    }
}
