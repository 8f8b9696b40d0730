public import StreavDomain
import StreavPorts

/// One viewer's session as the dashboard and the API show it.
public struct ConnectionSnapshot: Hashable, Sendable {
    public enum State: String, Hashable, Sendable, Codable {
        /// A playlist was answered, no media yet. Holds a place all the same.
        case pending
        case active
    }

    public let sessionID: String
    public let subscriberID: SubscriberID
    public let streamID: StreamID
    public let format: StreamFormat
    public let address: IPAddress
    public let userAgent: String
    public let state: State
    public let openedAt: Timestamp
    /// Time since the last poll or media.
    public let idleFor: Duration
    /// Media bytes sent to it, as far as they could be told to be its.
    public let bytes: Int64
}

extension ConnectionSnapshot {
    init(_ record: SessionRecord, at now: MonotonicInstant) {
        self.init(
            sessionID: record.id, subscriberID: record.subscriber, streamID: record.stream, format: record.format,
            address: record.device.address, userAgent: record.device.userAgent,
            state: record.isActive ? .active : .pending, openedAt: record.openedAtWall,
            idleFor: now - record.lastActivity, bytes: record.bytes)
    }
}
