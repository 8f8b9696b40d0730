/// A frame that came, copied out of librabbitmq's memory.
enum AMQPFrame: Sendable, Equatable {
    struct Header: Sendable, Equatable {
        /// As the sender said; nothing is allocated by it.
        var bodyBytes: UInt64
        var messageID = ""
        var type = ""
        var correlationID = ""
        /// How often a quorum queue has delivered the message before.
        var earlierDeliveries = 0
    }

    case event(channel: UInt16, AMQPEvent)
    case header(channel: UInt16, Header)
    case body(channel: UInt16, [UInt8])
}
