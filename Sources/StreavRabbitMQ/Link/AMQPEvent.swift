/// What the server says, without the messages themselves.
enum AMQPEvent: Sendable, Equatable {
    case channelOpened
    /// The server ends the channel: what was asked on it cannot be done.
    case channelClosed(code: Int, text: String)
    case channelCloseConfirmed
    case confirmsSelected
    case exchangeDeclared
    case exchangeDeleted
    case queueDeclared(waiting: Int)
    case queueBound
    case queueDeleted
    case limited
    case subscribed
    case unsubscribed
    /// The server ends the consumer: its queue is gone.
    case subscriptionCancelled
    case acknowledged(tag: UInt64, multiple: Bool)
    case notTaken(tag: UInt64, multiple: Bool)
    /// Header and body of the message follow.
    case returned(text: String)
    case delivered(tag: UInt64, isRedelivered: Bool, routingKey: String)
    /// The server takes no more messages from this connection.
    case blocked(reason: String)
    case unblocked
    case connectionClosed(code: Int, text: String)
    /// Nothing that we asked for.
    case other(UInt32)
}
