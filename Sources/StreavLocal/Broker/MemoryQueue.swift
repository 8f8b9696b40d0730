import DequeModule
import StreavPorts

/// One queue of a ``MemoryBroker``: what waits, in order, and who waits for it.
struct MemoryQueue: Sendable {
    let declaration: BrokerTopology.Queue
    private var ready: Deque<QueuedMessage> = []
    private var nextSequence: UInt64 = 0
    /// Consumers with room for a delivery, in the order in which they asked.
    var waiting: Deque<ConsumerID> = []
    var consumers: Set<ConsumerID> = []

    init(_ declaration: BrokerTopology.Queue) {
        self.declaration = declaration
    }

    var depth: Int { ready.count }
    var readyMessages: Deque<QueuedMessage> { ready }

    /// Adds a message at the end.
    mutating func append(_ message: BrokerMessage, routingKey: String) {
        ready.append(QueuedMessage(message: message, routingKey: routingKey, sequence: nextSequence))
        nextSequence += 1
    }

    /// Puts a message that was not settled back where it came from, so that order holds among redeliveries too.
    mutating func putBack(_ message: QueuedMessage) {
        // What came back earlier stands at the front, at most as many as were unsettled: the search is short.
        let place = ready.firstIndex { $0.sequence > message.sequence } ?? ready.endIndex
        ready.insert(message, at: place)
    }

    mutating func popFirst() -> QueuedMessage? {
        guard var message = ready.popFirst() else { return nil }
        message.deliveries += 1
        return message
    }

    /// The oldest message beyond the maximum length.
    mutating func popOverflow() -> QueuedMessage? {
        ready.count > declaration.maximumLength ? ready.popFirst() : nil
    }
}
