import StreavPorts

/// A queue as RabbitMQ is told of it.
///
/// A shared queue is a quorum queue: replicated where there are several nodes, and it counts deliveries. One for a
/// single consumer is a classic one that goes with it; who counts there is the consumer
/// (``ConsumerStateMachine``), since nobody else sees its deliveries.
struct QueueDeclaration: Sendable, Equatable {
    enum Argument: Sendable, Equatable {
        case text(String)
        case number(Int64)
    }

    let name: String
    let isAutoDeleted: Bool
    /// In a fixed order, so that the same queue is declared by the same bytes.
    let arguments: [KeyArgument]

    struct KeyArgument: Sendable, Equatable {
        let key: String
        let value: Argument
    }

    /// How long an exclusive queue that no consumer has come to, or come back to, is kept.
    static let idleTime: Duration = .seconds(3_600)

    init(_ queue: BrokerTopology.Queue) {
        name = queue.name
        isAutoDeleted = queue.isExclusive
        var arguments = [
            KeyArgument(key: "x-queue-type", value: .text(queue.isExclusive ? "classic" : "quorum")),
            KeyArgument(key: "x-max-length", value: .number(Int64(queue.maximumLength))),
            KeyArgument(key: "x-overflow", value: .text("drop-head")),
        ]
        if queue.isExclusive {
            arguments.append(KeyArgument(key: "x-expires", value: .number(Self.idleTime.components.seconds * 1_000)))
        } else {
            // The server counts returns: at one more than this many it gives up.
            arguments.append(KeyArgument(key: "x-delivery-limit", value: .number(Int64(queue.deliveryLimit - 1))))
        }
        if let deadLetters = queue.deadLetterQueue {
            let exchange = DeadLetterExchange.name(for: deadLetters)
            arguments.append(KeyArgument(key: "x-dead-letter-exchange", value: .text(exchange)))
        }
        self.arguments = arguments
    }
}
