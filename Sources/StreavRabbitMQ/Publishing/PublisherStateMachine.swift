import DequeModule
import StreavPorts

/// The rules of publishing: who waits, who is sent when, and what they are told. A channel in confirm mode is its
/// means, a connection comes and goes.
struct PublisherStateMachine<Ticket> {
    struct Completion {
        let ticket: Ticket
        let result: Result<Void, BrokerError>
    }

    private struct Waiting {
        let publication: Publication
        let ticket: Ticket
        let deadline: MonotonicInstant
    }

    enum Phase: Equatable {
        case away
        case opening
        case selecting
        case open
    }

    private(set) var phase: Phase = .away
    /// Why the server takes nothing, while it does not.
    private(set) var blockedBy: String?
    private var waiting: Deque<Waiting> = []
    private var waitingCost = 0
    /// By exchange of which it is not known whether it is there.
    private var held: [String: [Waiting]] = [:]
    private var heldCount = 0
    private var tracker = ConfirmTracker<Ticket>()

    var isEmpty: Bool { waiting.isEmpty && held.isEmpty && tracker.count == 0 }
    /// Something is to be sent, and needs a connection.
    var wantsLink: Bool { !waiting.isEmpty || !held.isEmpty }
    var unconfirmed: Int { tracker.count }

    // MARK: Publishers

    /// - Parameter isKnown: The exchange is there, as far as is known.
    /// - Returns: Nil when the message waits to be sent.
    mutating func submit(
        _ publication: Publication, ticket: Ticket, isKnown: Bool, deadline: MonotonicInstant
    ) -> Completion? {
        if let blockedBy { return Completion(ticket: ticket, result: .failure(Self.blocked(blockedBy))) }
        guard waiting.count + heldCount < PublisherLimits.waiting,
            waitingCost + publication.cost <= PublisherLimits.waitingBytes
        else {
            let error = BrokerError(.outOfMemory, "as many messages wait for the broker as may")
            return Completion(ticket: ticket, result: .failure(error))
        }
        waitingCost += publication.cost
        let entry = Waiting(publication: publication, ticket: ticket, deadline: deadline)
        if isKnown {
            waiting.append(entry)
        } else {
            held[publication.exchange, default: []].append(entry)
            heldCount += 1
        }
        return nil
    }

    /// It is known by now whether the exchange is there.
    mutating func found(_ exchange: String, error: BrokerError?) -> [Completion] {
        guard let entries = held.removeValue(forKey: exchange) else { return [] }
        heldCount -= entries.count
        guard let error else {
            waiting.append(contentsOf: entries)
            return []
        }
        return fail(entries, error)
    }

    /// The next message to send, with its number. It is under way then.
    mutating func next() -> (publication: Publication, tag: UInt64)? {
        guard phase == .open, blockedBy == nil, tracker.count < PublisherLimits.unconfirmed,
            tracker.cost < PublisherLimits.unconfirmedBytes, let entry = waiting.popFirst()
        else { return nil }
        waitingCost -= entry.publication.cost
        let tag = tracker.sent(
            ConfirmTracker.Entry(
                ticket: entry.ticket, exchange: entry.publication.exchange, cost: entry.publication.cost,
                deadline: entry.deadline))
        return (entry.publication, tag)
    }

    mutating func expire(at now: MonotonicInstant) -> [Completion] {
        var completions = tracker.expire(at: now).map {
            Completion(ticket: $0, result: .failure(BrokerError(.timedOut, "the broker did not confirm in time")))
        }
        let late = BrokerError(.timedOut, "the message was not sent in time")
        while let entry = waiting.first, entry.deadline <= now {
            waiting.removeFirst()
            completions += fail([entry], late)
        }
        for (exchange, entries) in held where entries.contains(where: { $0.deadline <= now }) {
            let kept = entries.filter { $0.deadline > now }
            held[exchange] = kept.isEmpty ? nil : kept
            heldCount -= entries.count - kept.count
            completions += fail(entries.filter { $0.deadline <= now }, late)
        }
        return completions
    }

    // MARK: The server

    mutating func opened() -> AMQPMethod {
        phase = .opening
        return .openChannel
    }

    mutating func received(_ event: AMQPEvent) -> (methods: [AMQPMethod], completions: [Completion]) {
        switch (phase, event) {
        case (.opening, .channelOpened):
            phase = .selecting
            return ([.selectConfirms], [])
        case (.selecting, .confirmsSelected):
            phase = .open
            return ([], [])
        case (.open, .acknowledged(let tag, let multiple)):
            return ([], settled(tag, multiple: multiple, isTaken: true))
        case (.open, .notTaken(let tag, let multiple)):
            return ([], settled(tag, multiple: multiple, isTaken: false))
        case (.opening, .channelClosed(let code, let text)), (.selecting, .channelClosed(let code, let text)),
            (.open, .channelClosed(let code, let text)):
            phase = .opening
            return ([.channelClosed, .openChannel], channelEnded(ServerRefusal.error(code: code, text: text)))
        default:
            return ([], [])
        }
    }

    /// A message of ours is routed to no queue. Its confirm follows.
    mutating func returned(_ tag: UInt64) { tracker.returned(tag) }

    mutating func blocked(_ reason: String) -> [Completion] {
        blockedBy = reason
        return failWaiting(Self.blocked(reason))
    }

    mutating func unblocked() { blockedBy = nil }

    /// What is under way may be there or not; what is not sent waits for the next connection.
    mutating func lost(_ reason: String) -> [Completion] {
        phase = .away
        blockedBy = nil
        let error = BrokerError(.timedOut, "the connection was lost before the broker confirmed: \(reason)")
        return underWay(error)
    }

    mutating func failAll(_ error: BrokerError) -> [Completion] {
        lost(error.message) + failWaiting(error)
    }

    // MARK: Parts

    private mutating func settled(_ tag: UInt64, multiple: Bool, isTaken: Bool) -> [Completion] {
        tracker.settled(tag, multiple: multiple, isTaken: isTaken).map { ticket, outcome in
            switch outcome {
            case .taken: Completion(ticket: ticket, result: .success(()))
            case .returned: Completion(ticket: ticket, result: .failure(Self.unroutable))
            case .notTaken:
                Completion(
                    ticket: ticket,
                    result: .failure(BrokerError(.timedOut, "a queue of the broker's could not take the message")))
            }
        }
    }

    /// The server ends the channel when an exchange is not there: that is for the messages to it. Others may have been
    /// taken.
    private mutating func channelEnded(_ error: BrokerError) -> [Completion] {
        tracker.reset().compactMap { entry in
            guard let ticket = entry.ticket else { return nil }
            let isMeant = error.message.contains("exchange '\(entry.exchange)'")
            let uncertain = BrokerError(.timedOut, "the channel ended before the broker confirmed: \(error.message)")
            return Completion(ticket: ticket, result: .failure(isMeant ? error : uncertain))
        }
    }

    private mutating func underWay(_ error: BrokerError) -> [Completion] {
        tracker.reset().compactMap { entry in
            entry.ticket.map { Completion(ticket: $0, result: .failure(error)) }
        }
    }

    private mutating func failWaiting(_ error: BrokerError) -> [Completion] {
        let entries = Array(waiting) + held.values.flatMap(\.self)
        waiting = []
        held = [:]
        heldCount = 0
        return fail(entries, error)
    }

    private mutating func fail(_ entries: [Waiting], _ error: BrokerError) -> [Completion] {
        waitingCost -= entries.reduce(0) { $0 + $1.publication.cost }
        return entries.map { Completion(ticket: $0.ticket, result: .failure(error)) }
    }

    private static func blocked(_ reason: String) -> BrokerError {
        BrokerError(.outOfMemory, "RabbitMQ takes no messages until it has room: \(reason)")
    }

    private static var unroutable: BrokerError {
        BrokerError(.unroutable, "no queue is bound for the message; RabbitMQ returned it")
    }
}
