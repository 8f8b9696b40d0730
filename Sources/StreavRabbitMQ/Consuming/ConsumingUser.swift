import DequeModule
import Logging
import StreavPorts

/// Consumes, declares and asks on one connection: a channel for requests, and one for each consumer, so that what ends
/// one ends no other.
final class ConsumingUser: LinkUser {
    typealias Answer = CheckedContinuation<Result<Int, BrokerError>, Never>

    enum Command: Sendable {
        case ask(AMQPMethod, Answer)
        case attach(ConsumerID, queue: String, prefetch: Int, ConsumerInbox)
        case cancel(ConsumerID)
        case settle(ConsumerID, UInt64, BrokerSettlement?)
        /// Cancelled, and its handlers have returned.
        case release(ConsumerID)
    }

    private struct Announcement {
        let tag: UInt64
        let isRedelivered: Bool
        let routingKey: String
    }

    private struct Consumer {
        var machine: ConsumerStateMachine
        let inbox: ConsumerInbox
        var channel: UInt16?
        var content = ContentAssembler<Announcement>(maximumBytes: BrokerMessage.maximumBodyBytes)
    }

    private static let controlChannel: UInt16 = 1
    /// Consumers of one process, within what RabbitMQ allows a connection (2 047 channels).
    static let maximumConsumers = 1_000

    private let configuration: RabbitMQConfiguration
    private let memory: TopologyMemory
    private let logger: Logger
    private var control = ControlStateMachine<Answer>()
    private var consumers: [ConsumerID: Consumer] = [:]
    private var channels: [UInt16: ConsumerID] = [:]
    private var freeChannels: [UInt16] = []
    private var outgoing: Deque<(channel: UInt16, method: AMQPMethod)> = []

    init(configuration: RabbitMQConfiguration, memory: TopologyMemory, logger: Logger) {
        self.configuration = configuration
        self.memory = memory
        self.logger = logger
    }

    var wantsLink: Bool { !control.isEmpty || !consumers.isEmpty }
    var hasDeadlines: Bool { wantsLink }

    func accept(_ command: Command, at now: MonotonicInstant) {
        switch command {
        case .ask(let request, let answer):
            perform(control.submit(request, ticket: answer, deadline: now + configuration.declareTime))
        case .attach(let id, let queue, let prefetch, let inbox):
            attach(id, queue: queue, prefetch: prefetch, inbox)
        case .cancel(let id):
            change(id) { $0.cancel(at: now) }
        case .settle(let id, let tag, let settlement):
            change(id) { $0.settle(tag, as: settlement, at: now) }
        case .release(let id):
            change(id) { $0.release(at: now) }
        }
    }

    func opened(channels agreed: ClosedRange<UInt16>, isAgain: Bool, at now: MonotonicInstant) {
        outgoing = []
        channels = [:]
        let last = min(Int(agreed.upperBound), Self.maximumConsumers + 1)
        freeChannels = last > 1 ? (2...UInt16(last)).reversed() : []
        let requests = isAgain ? memory.requests() : []
        let restoreTime = configuration.declareTime + TopologyMemory.restoreTime * requests.count
        perform(control.opened(restoring: requests, deadline: now + restoreTime))
    }

    func received(_ frame: AMQPFrame, at now: MonotonicInstant) throws(LinkFailure) {
        switch frame {
        case .event(Self.controlChannel, let event):
            perform(control.received(event))
        case .event(let channel, .delivered(let tag, let isRedelivered, let routingKey)):
            guard let id = channels[channel] else { return }
            try consumers[id]?.content.announced(
                Announcement(tag: tag, isRedelivered: isRedelivered, routingKey: routingKey))
        case .event(let channel, let event):
            guard let id = channels[channel] else { return }
            change(id) { $0.received(event, at: now) }
        case .header(let channel, let header):
            guard let id = channels[channel], let content = try consumers[id]?.content.received(header) else { return }
            try delivered(content, to: id, at: now)
        case .body(let channel, let piece):
            guard let id = channels[channel], let content = try consumers[id]?.content.received(piece) else { return }
            try delivered(content, to: id, at: now)
        }
    }

    func send(over link: AMQPLink, at now: MonotonicInstant) throws(LinkFailure) -> Bool {
        if control.isRestored { startWaiting(at: now) }
        while !outgoing.isEmpty {
            guard link.hasRoom else { return true }
            guard let (channel, method) = outgoing.popFirst() else { break }
            try link.send(method, on: channel)
        }
        return false
    }

    func expire(at now: MonotonicInstant) {
        perform(control.expire(at: now))
        for id in consumers.keys { change(id) { $0.expire(at: now) } }
    }

    func lost(_ reason: String, at now: MonotonicInstant) {
        control.lost()
        endConsumers(BrokerError(.unavailable, "the connection to the broker is lost: \(reason)"))
    }

    func unreachable(_ error: BrokerError) {
        perform(control.failAll(error))
        endConsumers(error)
    }

    func finish() {
        unreachable(BrokerError(.unavailable, "the broker's client is closed"))
    }

    // MARK: Consumers

    private func attach(_ id: ConsumerID, queue: String, prefetch: Int, _ inbox: ConsumerInbox) {
        guard consumers.count < Self.maximumConsumers else {
            inbox.fail(BrokerError(.outOfMemory, "a process has at most \(Self.maximumConsumers) consumers"))
            return inbox.end()
        }
        let declared = memory.queue(queue)
        let machine = ConsumerStateMachine(
            queue: queue, prefetch: prefetch, isExclusive: declared?.isExclusive ?? false,
            deliveryLimit: declared?.deliveryLimit, stepTime: configuration.declareTime)
        consumers[id] = Consumer(machine: machine, inbox: inbox)
    }

    /// Those that came before there was a connection, or just now.
    private func startWaiting(at now: MonotonicInstant) {
        for (id, consumer) in consumers where consumer.machine.phase == .waiting {
            guard let channel = freeChannels.popLast() else {
                change(id) { $0.lost(BrokerError(.outOfMemory, "RabbitMQ allows the connection no further channel")) }
                continue
            }
            consumers[id]?.channel = channel
            channels[channel] = id
            change(id) { $0.start(at: now) }
        }
    }

    private func delivered(
        _ content: ContentAssembler<Announcement>.Content, to id: ConsumerID, at now: MonotonicInstant
    ) throws(LinkFailure) {
        let announcement = content.announcement
        var delivery: BrokerDelivery?
        if let body = content.body {
            let message = BrokerMessage(id: content.header.messageID, type: content.header.type, body: body)
            if (try? message.check(routingKey: announcement.routingKey)) != nil {
                delivery = BrokerDelivery(
                    message: message, routingKey: announcement.routingKey,
                    isRedelivered: announcement.isRedelivered)
            }
        }
        if delivery == nil {
            logger.warning(
                "a message that is none of ours was refused",
                metadata: ["routing-key": "\(announcement.routingKey)", "bytes": "\(content.header.bodyBytes)"])
        }
        guard var machine = consumers[id]?.machine else { return }
        let actions = try machine.delivered(
            announcement.tag, delivery, earlier: content.header.earlierDeliveries, at: now)
        consumers[id]?.machine = machine
        perform(actions, of: id)
    }

    private func change(_ id: ConsumerID, _ transition: (inout ConsumerStateMachine) -> [ConsumerStateMachine.Action]) {
        guard var machine = consumers[id]?.machine else { return }
        let actions = transition(&machine)
        consumers[id]?.machine = machine
        perform(actions, of: id)
        if machine.isEnded { consumers[id] = nil }
    }

    private func endConsumers(_ error: BrokerError) {
        for id in consumers.keys { change(id) { $0.lost(error) } }
        channels = [:]
        outgoing = []
    }

    private func perform(_ actions: [ConsumerStateMachine.Action], of id: ConsumerID) {
        guard let consumer = consumers[id] else { return }
        for action in actions {
            switch action {
            case .send(let method):
                guard let channel = consumer.channel else { continue }
                outgoing.append((channel, method))
                // It goes with its consumer, and is not to be declared again.
                if case .deleteQueue(let queue) = method { memory.forget(queue: queue) }
            case .deliver(let delivery): consumer.inbox.deliver(delivery)
            case .fail(let error): consumer.inbox.fail(error)
            case .end: consumer.inbox.end()
            case .freeChannel:
                guard let channel = consumer.channel else { continue }
                channels[channel] = nil
                freeChannels.append(channel)
            }
        }
    }

    private func perform(_ actions: [ControlStateMachine<Answer>.Action]) {
        for action in actions {
            switch action {
            case .send(let method): outgoing.append((Self.controlChannel, method))
            case .answer(let answer, let result): answer.resume(returning: result)
            case .note(let error):
                logger.warning("a declaration was not restored", metadata: ["error": "\(error)"])
            }
        }
    }
}
