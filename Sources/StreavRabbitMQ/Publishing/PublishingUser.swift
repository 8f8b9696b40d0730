import DequeModule
import Logging
import StreavPorts

/// Publishes on a connection of its own: RabbitMQ stops reading those that publish when its memory is short, and must
/// not thereby stop hearing what consumers settle.
final class PublishingUser: LinkUser {
    typealias Answer = CheckedContinuation<Result<Void, BrokerError>, Never>

    struct Command: Sendable {
        let publication: Publication
        let answer: Answer
    }

    private static let controlChannel: UInt16 = 1
    private static let channel: UInt16 = 2

    /// A message whose body is not all sent.
    private struct Unfinished {
        let body: [UInt8]
        var sent: Int
    }

    private let configuration: RabbitMQConfiguration
    private let memory: TopologyMemory
    private let status: LinkStatus
    private let logger: Logger
    private var machine = PublisherStateMachine<Answer>()
    /// Asks for exchanges: by name.
    private var control = ControlStateMachine<String>()
    private var asked: Set<String> = []
    private var returns = ContentAssembler<Void>(maximumBytes: 0)
    private var outgoing: Deque<(channel: UInt16, method: AMQPMethod)> = []
    private var unfinished: Unfinished?

    init(configuration: RabbitMQConfiguration, memory: TopologyMemory, status: LinkStatus, logger: Logger) {
        self.configuration = configuration
        self.memory = memory
        self.status = status
        self.logger = logger
    }

    var wantsLink: Bool { machine.wantsLink }
    var hasDeadlines: Bool { !machine.isEmpty }

    func accept(_ command: Command, at now: MonotonicInstant) {
        let exchange = command.publication.exchange
        let isKnown = memory.knowsExchange(exchange)
        let refusal = machine.submit(
            command.publication, ticket: command.answer, isKnown: isKnown, deadline: now + configuration.confirmTime)
        if let refusal { return complete([refusal]) }
        if !isKnown, asked.insert(exchange).inserted {
            perform(
                control.submit(
                    .findExchange(exchange), ticket: exchange, deadline: now + configuration.declareTime))
        }
    }

    func opened(channels: ClosedRange<UInt16>, isAgain: Bool, at now: MonotonicInstant) {
        outgoing = []
        let requests = isAgain ? memory.requests() : []
        let restoreTime = configuration.declareTime + TopologyMemory.restoreTime * requests.count
        perform(control.opened(restoring: requests, deadline: now + restoreTime))
        outgoing.append((Self.channel, machine.opened()))
    }

    func received(_ frame: AMQPFrame, at now: MonotonicInstant) throws(LinkFailure) {
        switch frame {
        case .event(_, .blocked(let reason)):
            logger.warning("the broker takes no messages", metadata: ["reason": "\(reason)"])
            status.noteBlocked(true)
            complete(machine.blocked(reason))
        case .event(_, .unblocked):
            logger.info("the broker takes messages again")
            status.noteBlocked(false)
            machine.unblocked()
        case .event(Self.controlChannel, let event):
            perform(control.received(event))
        case .event(Self.channel, .returned):
            try returns.announced(())
        case .event(Self.channel, let event):
            if case .channelClosed(_, let text) = event { channelClosed(text) }
            let (methods, completions) = machine.received(event)
            for method in methods { outgoing.append((Self.channel, method)) }
            complete(completions)
        case .header(Self.channel, let header):
            if let content = try returns.received(header) { returned(content) }
        case .body(Self.channel, let piece):
            if let content = try returns.received(piece) { returned(content) }
        case .event, .header, .body:
            break
        }
    }

    func send(over link: AMQPLink, at now: MonotonicInstant) throws(LinkFailure) -> Bool {
        while true {
            if outgoing.isEmpty, unfinished == nil, !canSend { return false }
            guard link.hasRoom else { return true }
            // The rest of a message comes first: nothing else may stand between its frames on the channel.
            if let open = unfinished {
                let sent = try link.sendBody(open.body, from: open.sent, on: Self.channel)
                unfinished = sent < open.body.count ? Unfinished(body: open.body, sent: sent) : nil
            } else if let (channel, method) = outgoing.popFirst() {
                try link.send(method, on: channel)
            } else if let (publication, tag) = machine.next() {
                let sent = try link.publish(publication, tag: tag, on: Self.channel)
                let body = publication.message.body
                if sent < body.count { unfinished = Unfinished(body: body, sent: sent) }
            } else {
                return false
            }
        }
    }

    func expire(at now: MonotonicInstant) {
        complete(machine.expire(at: now))
        perform(control.expire(at: now))
    }

    func lost(_ reason: String, at now: MonotonicInstant) {
        unfinished = nil
        outgoing = []
        returns = ContentAssembler(maximumBytes: 0)
        control.lost()
        complete(machine.lost(reason))
    }

    func unreachable(_ error: BrokerError) {
        perform(control.failAll(error))
        complete(machine.failAll(error))
    }

    func finish() {
        unreachable(BrokerError(.unavailable, "the broker's client is closed"))
    }

    /// What was declared before is there again before anything is sent to it.
    private var canSend: Bool { control.isRestored && machine.phase == .open && machine.wantsLink }

    private func returned(_ content: ContentAssembler<Void>.Content) {
        if let tag = UInt64(content.header.correlationID) { machine.returned(tag) }
    }

    /// An exchange that we took to be there may have been removed: it is asked for the next time.
    private func channelClosed(_ text: String) {
        unfinished = nil
        returns = ContentAssembler(maximumBytes: 0)
        logger.warning("the broker ended the publishing channel", metadata: ["error": "\(text)"])
        let parts = text.split(separator: "'", omittingEmptySubsequences: false)
        if text.hasPrefix("NOT_FOUND - no exchange"), parts.count > 1 { memory.forget(exchange: String(parts[1])) }
    }

    private func perform(_ actions: [ControlStateMachine<String>.Action]) {
        for action in actions {
            switch action {
            case .send(let method):
                outgoing.append((Self.controlChannel, method))
            case .answer(let exchange, .success):
                asked.remove(exchange)
                memory.noteFound(exchange: exchange)
                complete(machine.found(exchange, error: nil))
            case .answer(let exchange, .failure(let error)):
                asked.remove(exchange)
                complete(machine.found(exchange, error: error))
            case .note(let error):
                logger.warning("a declaration was not restored", metadata: ["error": "\(error)"])
            }
        }
    }

    private func complete(_ completions: [PublisherStateMachine<Answer>.Completion]) {
        for completion in completions { completion.ticket.resume(returning: completion.result) }
    }
}
