/// Exchanges, queues and bindings a component needs. Declaring it again is harmless; declaring a queue differently is
/// `invalidArgument`.
public struct BrokerTopology: Sendable, Equatable {
    /// A topic exchange.
    public struct Exchange: Sendable, Equatable {
        public var name: String
        public init(name: String) { self.name = name }
    }

    public struct Queue: Sendable, Equatable {
        public var name: String
        /// A queue of one consumer, e.g. one node's events: it takes no second one, and when its consumer ends it is
        /// removed with its bindings and what it holds.
        public var isExclusive: Bool
        /// After so many deliveries without acknowledgement a message goes to the dead-letter queue; 1 to 100.
        public var deliveryLimit: Int
        /// Where rejected and exhausted messages go, as new messages that keep their routing key; nil drops them. It is
        /// declared with or before this queue, and no chain of dead-letter queues comes back to itself.
        public var deadLetterQueue: String?
        /// The oldest messages give way (to the dead-letter queue) beyond this length, unsettled ones not counted;
        /// 1 to 1 000 000.
        public var maximumLength: Int

        public init(
            name: String, isExclusive: Bool = false, deliveryLimit: Int = 20, deadLetterQueue: String? = nil,
            maximumLength: Int = 100_000
        ) {
            self.name = name
            self.isExclusive = isExclusive
            self.deliveryLimit = deliveryLimit
            self.deadLetterQueue = deadLetterQueue
            self.maximumLength = maximumLength
        }
    }

    public struct Binding: Sendable, Equatable {
        public var exchange: String
        public var queue: String
        /// An AMQP topic pattern: words by dots, `*` one word, `#` any number (AMQP 0-9-1 section 3.1.3.3).
        public var pattern: String

        public init(exchange: String, queue: String, pattern: String) {
            self.exchange = exchange
            self.queue = queue
            self.pattern = pattern
        }
    }

    public var exchanges: [Exchange]
    public var queues: [Queue]
    public var bindings: [Binding]

    public init(exchanges: [Exchange] = [], queues: [Queue] = [], bindings: [Binding] = []) {
        self.exchanges = exchanges
        self.queues = queues
        self.bindings = bindings
    }
}
