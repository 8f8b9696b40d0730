public import Logging
public import StreavPorts
import Synchronization

/// RabbitMQ as the platform's broker, on librabbitmq.
///
/// Two connections, each on a thread of its own and opened when it is first needed: one publishes, the other consumes,
/// declares and asks. A lost one is opened again when somebody wants it, after a growing, random wait, and what this
/// process declared is declared again first.
///
/// Publishers wait for the confirm: one that was sent when its connection is lost is `timedOut`, since it may be there;
/// one that was not is sent over the next connection, or `unavailable`.
public final class RabbitMQBroker: MessageBroker {
    private let clock: StreavClock
    private let memory = TopologyMemory()
    private let publishing: LinkHandle<PublishingUser.Command>
    private let consuming: LinkHandle<ConsumingUser.Command>
    private let lastConsumer = Atomic<UInt64>(0)
    private let publisherStatus = LinkStatus()
    private let consumerStatus = LinkStatus()
    private let confirmed = Atomic<UInt64>(0)
    private let failed = Atomic<UInt64>(0)

    /// Connects to nothing yet.
    public init(
        configuration: RabbitMQConfiguration, clock: StreavClock, entropy: any Entropy, logger: Logger
    ) {
        self.clock = clock
        let (memory, publisherStatus, consumerStatus) = (memory, publisherStatus, consumerStatus)
        publishing = LinkHandle(name: "amqp-publish") { mailbox in
            let user = PublishingUser(
                configuration: configuration, memory: memory, status: publisherStatus, logger: logger)
            var loop = LinkLoop(
                user, configuration: configuration, clock: clock, entropy: entropy.fork("broker/publish"),
                status: publisherStatus, logger: logger)
            loop.run(mailbox)
        }
        consuming = LinkHandle(name: "amqp-consume") { mailbox in
            let user = ConsumingUser(configuration: configuration, memory: memory, logger: logger)
            var loop = LinkLoop(
                user, configuration: configuration, clock: clock, entropy: entropy.fork("broker/consume"),
                status: consumerStatus, logger: logger)
            loop.run(mailbox)
        }
    }

    /// How the connections stand.
    public var status: RabbitMQStatus {
        RabbitMQStatus(
            isPublisherConnected: publisherStatus.isConnected, isConsumerConnected: consumerStatus.isConnected,
            isBlocked: publisherStatus.isBlocked, confirmed: confirmed.load(ordering: .relaxed),
            failed: failed.load(ordering: .relaxed))
    }

    /// Ends both connections: whoever waits gets `unavailable`, and whoever comes later. Without it that happens a
    /// moment after the last reference is gone.
    public func close() async {
        await publishing.stop()
        await consuming.stop()
    }

    public func declare(_ topology: BrokerTopology) async throws(BrokerError) {
        let declarer = TopologyDeclarer(memory: memory) { request throws(BrokerError) in
            try await self.ask(request)
        }
        try await declarer.declare(topology)
    }

    /// Removes exchanges and queues with what they hold, whoever declared them. What is not there is as good as
    /// removed.
    public func remove(_ topology: BrokerTopology) async throws(BrokerError) {
        try topology.check()
        for queue in topology.queues {
            memory.forget(queue: queue.name)
            _ = try await ask(.deleteQueue(queue.name))
        }
        let deadLetters = Set(topology.queues.compactMap(\.deadLetterQueue)).map(DeadLetterExchange.name)
        for exchange in topology.exchanges.map(\.name) + deadLetters {
            memory.forget(exchange: exchange)
            _ = try await ask(.deleteExchange(exchange))
        }
    }

    public func publish(
        _ message: BrokerMessage, to exchange: String, routingKey: String
    ) async throws(BrokerError) {
        try message.check(routingKey: routingKey)
        try ServerName.check(exchange, "exchange")
        let publication = Publication(message: message, exchange: exchange, routingKey: routingKey)
        let result = await withCheckedContinuation { (answer: PublishingUser.Answer) in
            if !publishing.post(PublishingUser.Command(publication: publication, answer: answer)) {
                answer.resume(returning: .failure(Self.closed))
            }
        }
        switch result {
        case .success: confirmed.wrappingAdd(1, ordering: .relaxed)
        case .failure: failed.wrappingAdd(1, ordering: .relaxed)
        }
        try result.get()
    }

    public func depth(of queue: String) async throws(BrokerError) -> Int {
        try ServerName.check(queue, "queue")
        return try await ask(.findQueue(queue))
    }

    public func consume(
        _ queue: String, prefetch: Int,
        handle: @escaping @Sendable (BrokerDelivery) async throws -> BrokerSettlement
    ) async throws(BrokerError) {
        guard BrokerLimits.prefetch.contains(prefetch) else {
            throw BrokerError(.invalidArgument, "a consumer's prefetch is \(BrokerLimits.prefetch), not \(prefetch)")
        }
        try ServerName.check(queue, "queue")
        let id = ConsumerID(number: lastConsumer.add(1, ordering: .relaxed).newValue)
        let inbox = ConsumerInbox()
        guard consuming.post(.attach(id, queue: queue, prefetch: prefetch, inbox)) else { throw Self.closed }
        await withDiscardingTaskGroup { group in
            while let next = await inbox.next() {
                group.addTask { await self.run(handle, next, of: id) }
            }
            // Before the handlers end: what they settle must not make room for more.
            _ = consuming.post(.cancel(id))
            group.cancelAll()
        }
        if consuming.post(.release(id)) { await inbox.waitForEnd() }
        if let failure = inbox.failure, !Task.isCancelled { throw failure }
    }

    private func run(
        _ handle: @Sendable (BrokerDelivery) async throws -> BrokerSettlement, _ next: TaggedDelivery,
        of consumer: ConsumerID
    ) async {
        // A handler that throws has not settled its delivery.
        let settlement = try? await handle(next.delivery)
        // A consumer that is ending gets nothing more: what came would only count against its delivery limit.
        if Task.isCancelled { _ = consuming.post(.cancel(consumer)) }
        _ = consuming.post(.settle(consumer, next.tag, settlement))
    }

    private func ask(_ request: AMQPMethod) async throws(BrokerError) -> Int {
        let result = await withCheckedContinuation { (answer: ConsumingUser.Answer) in
            if !consuming.post(.ask(request, answer)) { answer.resume(returning: .failure(Self.closed)) }
        }
        return try result.get()
    }

    private static var closed: BrokerError { BrokerError(.unavailable, "the broker's client is closed") }
}
