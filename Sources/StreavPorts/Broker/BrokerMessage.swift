/// What is published: an event or a command.
public struct BrokerMessage: Sendable, Equatable {
    /// Unique per event; consumers deduplicate by it. 1 to 128 visible ASCII characters.
    public var id: String
    /// What it is, e.g. `subscriber.changed`. 1 to ``BrokerLimits/nameBytes``.
    public var type: String
    /// At most ``maximumBodyBytes``.
    public var body: [UInt8]

    public static let maximumBodyBytes = 1 << 20

    public init(id: String, type: String, body: [UInt8]) {
        self.id = id
        self.type = type
        self.body = body
    }
}
