import DequeModule
import StreavPorts

/// Requests on one channel, one after the other: each is answered, refused by the end of the channel, which is then
/// opened again, or given up.
///
/// All of them may be asked twice, so those under way when a connection is lost are asked again on the next.
struct ControlStateMachine<Ticket> {
    enum Action {
        case send(AMQPMethod)
        /// The number is how many messages wait in the queue that was asked for.
        case answer(Ticket, Result<Int, BrokerError>)
        /// A request of nobody's, after a reconnect, was refused.
        case note(BrokerError)
    }

    private struct Entry {
        let request: AMQPMethod
        /// Nil for what restores the topology.
        let ticket: Ticket?
        let deadline: MonotonicInstant
    }

    private enum Phase {
        case away
        case opening
        case idle
        case waiting(Entry)
        case closing
    }

    /// Requests that wait; beyond it they are refused.
    static var capacity: Int { 10_000 }

    private var phase: Phase = .away
    private var queue: Deque<Entry> = []
    private var restoring = 0

    var isEmpty: Bool {
        if case .waiting = phase { return false }
        return queue.isEmpty
    }

    /// The channel works, and what was to be declared again is.
    var isRestored: Bool {
        switch phase {
        case .idle, .waiting: restoring == 0
        case .away, .opening, .closing: false
        }
    }

    mutating func submit(_ request: AMQPMethod, ticket: Ticket, deadline: MonotonicInstant) -> [Action] {
        guard queue.count < Self.capacity else {
            return [.answer(ticket, .failure(BrokerError(.outOfMemory, "too many requests wait for the broker")))]
        }
        queue.append(Entry(request: request, ticket: ticket, deadline: deadline))
        return proceed()
    }

    /// There is a connection.
    mutating func opened(restoring requests: [AMQPMethod], deadline: MonotonicInstant) -> [Action] {
        queue.removeAll { $0.ticket == nil }
        queue.prepend(contentsOf: requests.map { Entry(request: $0, ticket: nil, deadline: deadline) })
        restoring = requests.count
        phase = .opening
        return [.send(.openChannel)]
    }

    mutating func received(_ event: AMQPEvent) -> [Action] {
        switch (phase, event) {
        case (.opening, .channelOpened):
            phase = .idle
            return proceed()
        case (.closing, .channelCloseConfirmed):
            phase = .opening
            return [.send(.openChannel)]
        case (.away, .channelClosed):
            return []
        case (let phase, .channelClosed(let code, let text)):
            var actions: [Action] = [.send(.channelClosed), .send(.openChannel)]
            self.phase = .opening
            if case .waiting(let entry) = phase {
                let error = ServerRefusal.error(code: code, text: text)
                actions += answer(entry, .failure(error))
            }
            return actions
        case (.waiting(let entry), let event) where entry.request.isAnswered(by: event):
            phase = .idle
            var reply = 0
            if case .queueDeclared(let waiting) = event { reply = waiting }
            return answer(entry, .success(reply)) + proceed()
        default:
            // An answer that came after its request was given up.
            return []
        }
    }

    mutating func expire(at now: MonotonicInstant) -> [Action] {
        var actions: [Action] = []
        let error = BrokerError(.timedOut, "the broker did not answer in time")
        if case .waiting(let entry) = phase, entry.deadline <= now {
            // What it answers later must not be taken for an answer to the next.
            phase = .closing
            actions += answer(entry, .failure(error)) + [.send(.closeChannel)]
        }
        // Deadlines follow each other as the requests do.
        while let entry = queue.first, entry.deadline <= now {
            queue.removeFirst()
            actions += answer(entry, .failure(error))
        }
        return actions
    }

    mutating func lost() {
        if case .waiting(let entry) = phase { queue.prepend(entry) }
        phase = .away
    }

    mutating func failAll(_ error: BrokerError) -> [Action] {
        lost()
        defer { queue = [] }
        var actions: [Action] = []
        for entry in queue { actions += answer(entry, .failure(error)) }
        return actions
    }

    private mutating func proceed() -> [Action] {
        guard case .idle = phase, let entry = queue.popFirst() else { return [] }
        phase = .waiting(entry)
        return [.send(entry.request)]
    }

    private mutating func answer(_ entry: Entry, _ result: Result<Int, BrokerError>) -> [Action] {
        if let ticket = entry.ticket { return [.answer(ticket, result)] }
        restoring -= 1
        guard case .failure(let error) = result else { return [] }
        return [.note(error)]
    }
}
