import DequeModule
import StreavPorts

/// Exchanges, queues, consumers and what they hold: all rules of ``MemoryBroker``, without waiting, threads or a clock
/// of its own. Operations return whom to wake.
struct BrokerStateMachine: Sendable {
    /// A delivery for a consumer that asked for one.
    struct Handover: Sendable {
        let consumer: ConsumerID
        let delivery: TaggedDelivery
    }

    struct TaggedDelivery: Sendable {
        let tag: UInt64
        let delivery: BrokerDelivery
    }

    enum Next: Sendable {
        case delivery(TaggedDelivery)
        /// A ``Handover`` follows.
        case wait
        case ended
    }

    struct Binding: Hashable, Sendable {
        let queue: String
        let pattern: TopicPattern
    }

    let limits: MemoryBrokerLimits
    /// Bindings by exchange, in the order of declaration.
    var exchanges: [String: [Binding]] = [:]
    var queues: [String: MemoryQueue] = [:]
    private var consumers: [ConsumerID: BrokerConsumer] = [:]
    private var nextConsumer: UInt64 = 0
    private var nextTag: UInt64 = 0
    /// What waits and what is unsettled, in bytes as ``MemoryBrokerLimits`` counts.
    private(set) var bytes = 0

    init(limits: MemoryBrokerLimits) {
        self.limits = limits
    }

    // MARK: Publishing

    mutating func publish(
        _ message: BrokerMessage, to exchange: String, routingKey: String, at now: MonotonicInstant
    ) throws(BrokerError) -> [Handover] {
        guard let bindings = exchanges[exchange] else {
            throw BrokerError(.unknownTopology, "no exchange \(exchange) was declared")
        }
        var targets: [String] = []
        for binding in bindings where !targets.contains(binding.queue) && binding.pattern.matches(routingKey) {
            targets.append(binding.queue)
        }
        guard !targets.isEmpty else {
            throw BrokerError(.unroutable, "no queue is bound to \(exchange) for \(routingKey)")
        }
        let cost = QueuedMessage(message: message, routingKey: routingKey, sequence: 0).cost * targets.count
        guard bytes + cost <= limits.bytes else {
            throw BrokerError(.outOfMemory, "the broker holds \(bytes) bytes of \(limits.bytes)")
        }
        var handovers: [Handover] = []
        for target in targets {
            enqueue(message, routingKey: routingKey, in: target, at: now, &handovers)
        }
        return handovers
    }

    func depth(of queue: String) throws(BrokerError) -> Int {
        try declared(queue).depth
    }

    // MARK: Consuming

    mutating func attach(to queue: String, prefetch: Int) throws(BrokerError) -> ConsumerID {
        let declared = try declared(queue)
        guard !declared.declaration.isExclusive || declared.consumers.isEmpty else {
            throw BrokerError(.invalidArgument, "queue \(queue) is exclusive and has its consumer")
        }
        nextConsumer += 1
        let id = ConsumerID(number: nextConsumer)
        consumers[id] = BrokerConsumer(queue: queue, prefetch: prefetch)
        queues[queue]?.consumers.insert(id)
        return id
    }

    /// The consumer asks for its next delivery. It asks again only after it got one.
    mutating func next(for id: ConsumerID, at now: MonotonicInstant) -> Next {
        guard let queue = consumers[id]?.queue else { return .ended }
        if hasRoom(id), let delivery = handOut(to: id, at: now) {
            return .delivery(delivery)
        }
        queues[queue]?.waiting.append(id)
        return .wait
    }

    /// The consumer no longer waits: nothing is handed over to it until it asks again.
    mutating func withdraw(_ id: ConsumerID) {
        guard let queue = consumers[id]?.queue else { return }
        queues[queue]?.waiting.removeAll { $0 == id }
    }

    /// Settles a delivery; nil leaves it unsettled, so that it comes again. Of an ended consumer: does nothing.
    mutating func settle(
        _ tag: UInt64, of id: ConsumerID, as settlement: BrokerSettlement?, at now: MonotonicInstant
    ) -> [Handover] {
        guard let name = consumers[id]?.queue, let held = consumers[id]?.unsettled.removeValue(forKey: tag) else {
            return []
        }
        bytes -= held.message.cost
        var handovers: [Handover] = []
        switch settlement {
        case .acknowledge: break
        case .deadLetter: deadLetter(held.message, of: name, at: now, &handovers)
        case .requeue, nil: comeAgain(held.message, in: name, at: now, &handovers)
        }
        serve(name, at: now, &handovers)
        return handovers
    }

    /// Ends a consumer: what it holds comes again, and an exclusive queue goes with it.
    mutating func detach(_ id: ConsumerID, at now: MonotonicInstant) -> [Handover] {
        withdraw(id)
        guard let consumer = consumers.removeValue(forKey: id) else { return [] }
        let name = consumer.queue
        queues[name]?.consumers.remove(id)
        var handovers: [Handover] = []
        for (_, held) in consumer.unsettled.sorted(by: { $0.key < $1.key }) {
            bytes -= held.message.cost
            comeAgain(held.message, in: name, at: now, &handovers)
        }
        if queues[name]?.declaration.isExclusive == true {
            remove(name)
        } else {
            serve(name, at: now, &handovers)
        }
        return handovers
    }

    /// Until when the consumer must have settled its oldest delivery; nil when it holds none, or has ended.
    func settlementDeadline(of id: ConsumerID) -> MonotonicInstant? {
        consumers[id]?.oldest.map { $0.deliveredAt + BrokerLimits.settlementTime }
    }

    // MARK: Parts

    private func declared(_ queue: String) throws(BrokerError) -> MemoryQueue {
        guard let declared = queues[queue] else {
            throw BrokerError(.unknownTopology, "no queue \(queue) was declared")
        }
        return declared
    }

    private func hasRoom(_ id: ConsumerID) -> Bool {
        consumers[id].map { $0.unsettled.count < $0.prefetch } ?? false
    }

    private mutating func handOut(to id: ConsumerID, at now: MonotonicInstant) -> TaggedDelivery? {
        guard let name = consumers[id]?.queue, let message = queues[name]?.popFirst() else { return nil }
        nextTag += 1
        consumers[id]?.unsettled[nextTag] = BrokerConsumer.Unsettled(message: message, deliveredAt: now)
        return TaggedDelivery(tag: nextTag, delivery: message.delivery)
    }

    /// Hands out what waits to those who wait and have room.
    private mutating func serve(_ name: String, at now: MonotonicInstant, _ handovers: inout [Handover]) {
        var passedOver = 0
        // Queues are changed in place, never held in a variable: a copy of a long one would cost its length.
        while (queues[name]?.depth ?? 0) > 0, passedOver < (queues[name]?.waiting.count ?? 0),
            let id = queues[name]?.waiting.popFirst()
        {
            if hasRoom(id), let delivery = handOut(to: id, at: now) {
                handovers.append(Handover(consumer: id, delivery: delivery))
            } else {
                queues[name]?.waiting.append(id)
                passedOver += 1
            }
        }
    }

    private mutating func enqueue(
        _ message: BrokerMessage, routingKey: String, in name: String, at now: MonotonicInstant,
        _ handovers: inout [Handover]
    ) {
        guard queues[name] != nil else { return }
        bytes += QueuedMessage(message: message, routingKey: routingKey, sequence: 0).cost
        queues[name]?.append(message, routingKey: routingKey)
        serve(name, at: now, &handovers)
        trim(name, at: now, &handovers)
    }

    /// Requeues what was not settled, unless it had its last chance.
    private mutating func comeAgain(
        _ message: QueuedMessage, in name: String, at now: MonotonicInstant, _ handovers: inout [Handover]
    ) {
        guard let limit = queues[name]?.declaration.deliveryLimit, message.deliveries < limit else {
            deadLetter(message, of: name, at: now, &handovers)
            return
        }
        bytes += message.cost
        queues[name]?.putBack(message)
        // A consumer with room gets it before it could be the oldest of too many, as in RabbitMQ.
        serve(name, at: now, &handovers)
        trim(name, at: now, &handovers)
    }

    private mutating func deadLetter(
        _ message: QueuedMessage, of name: String, at now: MonotonicInstant, _ handovers: inout [Handover]
    ) {
        guard let target = queues[name]?.declaration.deadLetterQueue else { return }
        enqueue(message.message, routingKey: message.routingKey, in: target, at: now, &handovers)
    }

    /// Ends because no chain of dead-letter queues comes back to itself: declaring sees to that.
    private mutating func trim(_ name: String, at now: MonotonicInstant, _ handovers: inout [Handover]) {
        while let message = queues[name]?.popOverflow() {
            bytes -= message.cost
            deadLetter(message, of: name, at: now, &handovers)
        }
    }

    private mutating func remove(_ name: String) {
        guard let queue = queues.removeValue(forKey: name) else { return }
        bytes -= queue.readyMessages.reduce(0) { $0 + $1.cost }
        exchanges = exchanges.mapValues { $0.filter { $0.queue != name } }
    }
}
