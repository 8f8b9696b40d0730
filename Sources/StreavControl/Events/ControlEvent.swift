public import StreavDomain
public import StreavPorts

/// Something the streaming nodes must hear of. Travels as JSON through the outbox and the exchange ``ControlEvents/exchange``
/// with its type as routing key; delivered at least once, in order per aggregate.
///
/// An event says what has changed, not what it has become: who needs to know reads it, and so never acts on an old state.
public protocol ControlEvent: Codable, Sendable {
    /// The routing key and the message's type.
    static var type: String { get }
    /// Events of one aggregate keep their order.
    var aggregate: String { get }
    /// The activity log's sequence at the change: what was read at this generation or later knows of it.
    var generation: Int64 { get }
}

/// Where events go.
public enum ControlEvents {
    /// A topic exchange.
    public static let exchange = "streav.events"
    /// The exchange alone: who wants events declares queues and bindings of its own.
    public static let topology = BrokerTopology(exchanges: [BrokerTopology.Exchange(name: exchange)])
    /// The types there are, for bindings.
    public static let types = [SubscriberChanged.type, BundleChanged.type, LiveStreamChanged.type]
}

/// A subscriber was made, changed, disabled, deleted, or has a new access token.
public struct SubscriberChanged: ControlEvent, Hashable {
    public static let type = "subscriber.changed"

    public var id: SubscriberID
    /// Folded, as the nodes look it up. After a renaming there is one event for the old name and one for the new.
    public var username: String
    public var generation: Int64
    public var isDeleted: Bool

    public var aggregate: String { "subscriber/\(id)" }

    public init(id: SubscriberID, username: String, generation: Int64, isDeleted: Bool) {
        self.id = id
        self.username = username
        self.generation = generation
        self.isDeleted = isDeleted
    }
}

/// A bundle was made, changed or deleted: what its subscribers may watch may be another thing now.
public struct BundleChanged: ControlEvent, Hashable {
    public static let type = "bundle.changed"

    public var id: BundleID
    public var generation: Int64
    public var isDeleted: Bool

    public var aggregate: String { "bundle/\(id)" }

    public init(id: BundleID, generation: Int64, isDeleted: Bool) {
        self.id = id
        self.generation = generation
        self.isDeleted = isDeleted
    }
}

/// A live stream was made, changed, switched on or off, or deleted.
public struct LiveStreamChanged: ControlEvent, Hashable {
    public static let type = "live-stream.changed"

    public var id: LiveStreamID
    public var generation: Int64
    public var isDeleted: Bool

    public var aggregate: String { "live-stream/\(id)" }

    public init(id: LiveStreamID, generation: Int64, isDeleted: Bool) {
        self.id = id
        self.generation = generation
        self.isDeleted = isDeleted
    }
}
