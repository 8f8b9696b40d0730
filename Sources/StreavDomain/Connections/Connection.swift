/// Who watches what, from where, or did: one session of a player as streaming nodes report it.
///
/// History outlives what it is about: the names stay when subscriber, stream and server are gone.
public struct Connection: Hashable, Sendable {
    /// 1 and up.
    public let id: Int64
    public let sessionID: String
    public let subscriber: SubscriberID?
    public let username: String
    /// Nil once the stream is deleted.
    public let stream: StreamID?
    public let streamName: String
    public let server: ServerID?
    /// Nil once the server is deleted.
    public let serverName: String?
    public let format: StreamFormat
    public let address: String
    /// ISO 3166-1 alpha-2; nil where it is not known.
    public let country: String?
    /// As the player sent it, cut at 255 bytes.
    public let userAgent: String?
    public let startedAt: Timestamp
    /// When its node last reported it.
    public let lastSeenAt: Timestamp
    /// Nil while it goes on.
    public let endedAt: Timestamp?
    /// Media sent to it.
    public let bytes: Int64
    /// A word of the streaming nodes, such as `idle` or `kicked`.
    public let closeReason: String?

    public init(
        id: Int64, sessionID: String, subscriber: SubscriberID?, username: String, stream: StreamID?,
        streamName: String, server: ServerID?, serverName: String?, format: StreamFormat, address: String,
        country: String?, userAgent: String?, startedAt: Timestamp, lastSeenAt: Timestamp, endedAt: Timestamp?,
        bytes: Int64, closeReason: String?
    ) {
        self.id = id
        self.sessionID = sessionID
        self.subscriber = subscriber
        self.username = username
        self.stream = stream
        self.streamName = streamName
        self.server = server
        self.serverName = serverName
        self.format = format
        self.address = address
        self.country = country
        self.userAgent = userAgent
        self.startedAt = startedAt
        self.lastSeenAt = lastSeenAt
        self.endedAt = endedAt
        self.bytes = bytes
        self.closeReason = closeReason
    }

    public var isLive: Bool { endedAt == nil }

    /// What it got on the average since it began; 0 before its first second is over.
    public var averageBitsPerSecond: Int64 {
        let milliseconds = (endedAt ?? lastSeenAt).duration(since: startedAt).wholeMilliseconds
        guard milliseconds >= 1000 else { return 0 }
        return Int64(Double(bytes) * 8000 / Double(milliseconds))
    }
}
