import DequeModule
import StreavPorts

/// The life of one consumer on a channel of its own: opening, deliveries, and an end that leaves nothing to chance.
/// What is unsettled is given back in order, and an exclusive queue is removed.
///
/// Of an exclusive queue deliveries are counted here, not by the server: nobody else sees them, and a message that
/// comes again is handed out again without going back. Of a shared queue the server counts, but whoever knows the limit
/// refuses what has used it up, and does not give it back: RabbitMQ 3.10 counts the place of a message that it takes
/// out by itself twice, and from then on delivers one more at a time than the prefetch. Whatever comes beyond that
/// waits here.
struct ConsumerStateMachine {
    enum Action {
        case send(AMQPMethod)
        case deliver(TaggedDelivery)
        /// Nothing more is delivered, and this is why.
        case fail(BrokerError)
        /// The channel's number may be used again.
        case freeChannel
        /// Whoever waits for the end has it.
        case end
    }

    enum Phase: Equatable {
        /// For a connection.
        case waiting
        case opening
        case limiting
        case subscribing
        case running
        case unsubscribing
        /// No deliveries come; handlers still run.
        case stopped
        case removing
        case closing
        /// The server does not say that it has closed the channel.
        case abandoned
        case ended
    }

    private struct Held {
        let delivery: BrokerDelivery
        let deliveredAt: MonotonicInstant
        let deliveries: Int
    }

    let queue: String
    let prefetch: Int
    let isExclusive: Bool
    /// Nil for a queue that others have declared.
    let deliveryLimit: Int?
    /// How long the server may take for each step.
    let stepTime: Duration

    private(set) var phase: Phase = .waiting
    private var unsettled: [UInt64: Held] = [:]
    /// Those of them that no handler has, being more than were asked for.
    private var inLine: Deque<UInt64> = []
    private var stepDeadline: MonotonicInstant?
    private var isSubscribed = false
    /// The caller wants no more.
    private var isCancelled = false
    /// All handlers have returned.
    private var isReleased = false
    private var hasFailed = false

    init(queue: String, prefetch: Int, isExclusive: Bool, deliveryLimit: Int?, stepTime: Duration) {
        self.queue = queue
        self.prefetch = prefetch
        self.isExclusive = isExclusive
        self.deliveryLimit = deliveryLimit
        self.stepTime = stepTime
    }

    var isEnded: Bool { phase == .ended }
    var unsettledCount: Int { unsettled.count }

    // MARK: The caller

    /// There is a connection, and a channel for this.
    mutating func start(at now: MonotonicInstant) -> [Action] {
        guard phase == .waiting else { return [] }
        return step(.opening, .openChannel, at: now)
    }

    mutating func cancel(at now: MonotonicInstant) -> [Action] {
        isCancelled = true
        return phase == .running ? step(.unsubscribing, .unsubscribe, at: now) : []
    }

    /// Nil leaves it unsettled: it comes again.
    mutating func settle(_ tag: UInt64, as settlement: BrokerSettlement?, at now: MonotonicInstant) -> [Action] {
        guard let held = unsettled[tag] else { return [] }
        switch settlement {
        case .acknowledge:
            unsettled[tag] = nil
            return [.send(.acknowledge(tag))] + nextInLine()
        case .deadLetter:
            unsettled[tag] = nil
            return [.send(.reject(tag, requeue: false))] + nextInLine()
        case .requeue, nil:
            return comeAgain(tag, held, at: now)
        }
    }

    /// Cancelled, and no handler runs any more.
    mutating func release(at now: MonotonicInstant) -> [Action] {
        isCancelled = true
        isReleased = true
        switch phase {
        case .waiting: return finish()
        case .running: return step(.unsubscribing, .unsubscribe, at: now)
        case .stopped: return giveBack(at: now)
        case .abandoned, .ended: return [.end]
        case .opening, .limiting, .subscribing, .unsubscribing, .removing, .closing: return []
        }
    }

    // MARK: The server

    mutating func received(_ event: AMQPEvent, at now: MonotonicInstant) -> [Action] {
        switch (phase, event) {
        case (.abandoned, .channelCloseConfirmed):
            phase = .ended
            return [.freeChannel]
        case (_, .channelClosed(let code, let text)):
            return closed(code: code, text: text)
        case (.opening, .channelOpened):
            return isCancelled ? stop(at: now) : step(.limiting, .limit(prefetch: prefetch), at: now)
        case (.limiting, .limited):
            guard !isCancelled else { return stop(at: now) }
            return step(.subscribing, .subscribe(queue: queue, isExclusive: isExclusive), at: now)
        case (.subscribing, .subscribed):
            isSubscribed = true
            if isCancelled { return step(.unsubscribing, .unsubscribe, at: now) }
            phase = .running
            stepDeadline = nil
            return []
        case (.unsubscribing, .unsubscribed):
            return stop(at: now)
        case (.running, .subscriptionCancelled), (.unsubscribing, .subscriptionCancelled):
            let error = BrokerError(.unknownTopology, "queue \(queue) was removed while it was consumed")
            return fail(error) + stop(at: now)
        case (.removing, .queueDeleted):
            return step(.closing, .closeChannel, at: now)
        case (.closing, .channelCloseConfirmed):
            return finish() + [.freeChannel]
        default:
            return []
        }
    }

    /// - Parameters:
    ///   - delivery: Nil for what is no message of ours: refused at once, so that it blocks nobody.
    ///   - earlier: How often the server has delivered it before.
    mutating func delivered(
        _ tag: UInt64, _ delivery: BrokerDelivery?, earlier: Int = 0, at now: MonotonicInstant
    ) throws(LinkFailure) -> [Action] {
        // What was under way when the subscription ended is given back with the rest.
        guard [.subscribing, .running, .unsubscribing].contains(phase) else { return [] }
        guard inLine.count < BrokerLimits.prefetch.upperBound else {
            throw LinkFailure(reason: "the server delivers more than was asked for")
        }
        guard let delivery else { return [.send(.reject(tag, requeue: false))] }
        unsettled[tag] = Held(delivery: delivery, deliveredAt: now, deliveries: earlier + 1)
        inLine.append(tag)
        return nextInLine()
    }

    mutating func expire(at now: MonotonicInstant) -> [Action] {
        if let stepDeadline, stepDeadline <= now { return late(at: now) }
        guard !hasFailed, let oldest = unsettled.values.map(\.deliveredAt).min(),
            oldest + BrokerLimits.settlementTime <= now
        else { return [] }
        let error = BrokerError(.timedOut, "a delivery was not settled within \(BrokerLimits.settlementTime)")
        // Its handlers may never return; what they hold is for another consumer now.
        isReleased = true
        return fail(error) + cancel(at: now) + (phase == .stopped ? giveBack(at: now) : [])
    }

    /// The connection is gone, or there is none to be had. The server gives back what was unsettled.
    mutating func lost(_ error: BrokerError) -> [Action] {
        guard phase != .ended else { return [] }
        return fail(error) + finish()
    }

    // MARK: Steps

    private mutating func step(_ next: Phase, _ method: AMQPMethod, at now: MonotonicInstant) -> [Action] {
        phase = next
        stepDeadline = now + stepTime
        return [.send(method)]
    }

    private mutating func stop(at now: MonotonicInstant) -> [Action] {
        phase = .stopped
        stepDeadline = nil
        return isReleased ? giveBack(at: now) : []
    }

    private mutating func comeAgain(_ tag: UInt64, _ held: Held, at now: MonotonicInstant) -> [Action] {
        // Once it ends, all is given back together, in order.
        guard !isCancelled, !hasFailed else { return [] }
        let isExhausted = deliveryLimit.map { held.deliveries >= $0 } ?? false
        guard isExclusive, !isExhausted else {
            unsettled[tag] = nil
            return [.send(.reject(tag, requeue: !isExhausted))] + nextInLine()
        }
        let again = BrokerDelivery(
            message: held.delivery.message, routingKey: held.delivery.routingKey, isRedelivered: true)
        unsettled[tag] = Held(delivery: again, deliveredAt: now, deliveries: held.deliveries + 1)
        return [.deliver(TaggedDelivery(tag: tag, delivery: again))]
    }

    private mutating func nextInLine() -> [Action] {
        guard !isCancelled, !hasFailed, unsettled.count - inLine.count < prefetch, let tag = inLine.popFirst(),
            let held = unsettled[tag]
        else { return [] }
        return [.deliver(TaggedDelivery(tag: tag, delivery: held.delivery))]
    }

    private mutating func giveBack(at now: MonotonicInstant) -> [Action] {
        let held = unsettled.sorted { $0.key < $1.key }
        forgetDeliveries()
        guard isExclusive, isSubscribed else {
            return held.map { .send(.reject($0.key, requeue: true)) } + step(.closing, .closeChannel, at: now)
        }
        // The rest goes with the queue.
        let exhausted = held.filter { entry in deliveryLimit.map { entry.value.deliveries >= $0 } ?? false }
        return exhausted.map { .send(.reject($0.key, requeue: false)) }
            + step(.removing, .deleteQueue(queue), at: now)
    }

    private mutating func forgetDeliveries() {
        unsettled = [:]
        inLine = []
    }

    /// The server does not answer.
    private mutating func late(at now: MonotonicInstant) -> [Action] {
        guard phase != .closing else {
            phase = .abandoned
            stepDeadline = nil
            return [.end]
        }
        let error = BrokerError(.timedOut, "the broker did not answer in time")
        forgetDeliveries()
        return fail(error) + step(.closing, .closeChannel, at: now)
    }

    private mutating func closed(code: Int, text: String) -> [Action] {
        let error = ServerRefusal.error(code: code, text: text)
        return [.send(.channelClosed)] + fail(error) + finish() + [.freeChannel]
    }

    private mutating func fail(_ error: BrokerError) -> [Action] {
        guard !hasFailed else { return [] }
        hasFailed = true
        return [.fail(error)]
    }

    private mutating func finish() -> [Action] {
        let wasAbandoned = phase == .abandoned
        phase = .ended
        stepDeadline = nil
        forgetDeliveries()
        return wasAbandoned ? [] : [.end]
    }
}
