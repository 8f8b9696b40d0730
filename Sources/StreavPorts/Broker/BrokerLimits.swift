/// The bounds every broker keeps.
public enum BrokerLimits {
    /// The longest name, routing key, pattern or message type, in UTF-8 bytes (AMQP 0-9-1: short strings). No name is
    /// empty.
    public static let nameBytes = 255
    /// The longest message id, in bytes.
    public static let idBytes = 128
    /// How many unsettled deliveries a consumer may ask for.
    public static let prefetch = 1...1_000
    public static let deliveryLimit = 1...100
    public static let queueLength = 1...1_000_000
    /// How long a delivery may stay unsettled: what RabbitMQ allows by default.
    public static let settlementTime: Duration = .seconds(30 * 60)
}
