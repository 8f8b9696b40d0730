/// What we ask of the server, each on a channel (AMQP 0-9-1 with RabbitMQ's extensions). Publishing is apart: a message
/// is several frames.
enum AMQPMethod: Sendable, Equatable {
    enum ExchangeKind: String, Sendable {
        case topic
        case fanout
    }

    case openChannel
    case closeChannel
    /// Answers a close of the server's.
    case channelClosed
    case selectConfirms
    case declareExchange(String, ExchangeKind)
    /// Fails when it is not there.
    case findExchange(String)
    case deleteExchange(String)
    case declareQueue(QueueDeclaration)
    /// Fails when it is not there; answers with how many messages wait.
    case findQueue(String)
    case bind(queue: String, exchange: String, pattern: String)
    case deleteQueue(String)
    case limit(prefetch: Int)
    case subscribe(queue: String, isExclusive: Bool)
    case unsubscribe
    case acknowledge(UInt64)
    case reject(UInt64, requeue: Bool)

    /// The consumer's name on its channel, which has only one.
    static let consumerTag = "streav"

    /// Whether `event` is the answer that the server gives when it has done this.
    func isAnswered(by event: AMQPEvent) -> Bool {
        switch (self, event) {
        case (.openChannel, .channelOpened), (.closeChannel, .channelCloseConfirmed),
            (.selectConfirms, .confirmsSelected), (.declareExchange, .exchangeDeclared),
            (.findExchange, .exchangeDeclared), (.deleteExchange, .exchangeDeleted),
            (.declareQueue, .queueDeclared), (.findQueue, .queueDeclared), (.bind, .queueBound),
            (.deleteQueue, .queueDeleted), (.limit, .limited), (.subscribe, .subscribed),
            (.unsubscribe, .unsubscribed):
            true
        default:
            false
        }
    }
}
