import StreavPorts
import StreavScenario

/// A broker with the guarantees of a server: at least once and not always in order, confirms that are lost, and
/// connections that end.
struct WeakenedBroker: MessageBroker {
    let inner: any MessageBroker
    let faults: FaultTimeline
    let weakness: Weakness
    let watch: PlatformWatch
    let clock: StreavClock
    let entropy: any Entropy

    /// Deliveries that may be overtaken, beyond those that a consumer works on.
    private static let slack = 16
    /// How long a delivery that is overtaken is held back.
    private static let delays = 0.05...0.5
    /// How soon a consumer sees that the broker has gone.
    private static let glance = Duration.milliseconds(50)
    /// How long a delivery is kept at the most that came when the broker had gone already.
    private static let holding = Duration.seconds(1)

    func declare(_ topology: BrokerTopology) async throws(BrokerError) {
        try reach()
        try await inner.declare(topology)
    }

    func publish(_ message: BrokerMessage, to exchange: String, routingKey: String) async throws(BrokerError) {
        guard let outage = faults.active(.brokerDown, at: clock.monotonicNow) else {
            try await inner.publish(message, to: exchange, routingKey: routingKey)
            watch.confirmed(message.id)
            return
        }
        guard outage.age < Weakness.edge else { throw away() }
        faults.bite(.brokerDown)
        try await inner.publish(message, to: exchange, routingKey: routingKey)
        throw BrokerError(.timedOut, "the broker went away before it confirmed, as the scenario wants it")
    }

    func depth(of queue: String) async throws(BrokerError) -> Int {
        try reach()
        return try await inner.depth(of: queue)
    }

    func consume(
        _ queue: String, prefetch: Int,
        handle: @escaping @Sendable (BrokerDelivery) async throws -> BrokerSettlement
    ) async throws(BrokerError) {
        try reach()
        let gate = HandlerGate(width: prefetch)
        let width = min(prefetch + Self.slack, BrokerLimits.prefetch.upperBound)
        do {
            try await withThrowingTaskGroup(of: Void.self) { group in
                group.addTask {
                    try await inner.consume(queue, prefetch: width) { delivery in
                        try await hand(delivery, through: gate, to: handle)
                    }
                }
                group.addTask { try await watchForOutage() }
                defer { group.cancelAll() }
                try await group.next()
            }
        } catch let error as BrokerError {
            throw error
        } catch {
            // Cancelled: as the port has it, without an error.
        }
    }

    private func hand(
        _ delivery: BrokerDelivery, through gate: HandlerGate,
        to handle: @escaping @Sendable (BrokerDelivery) async throws -> BrokerSettlement
    ) async throws -> BrokerSettlement {
        try await hold()
        if isChosen(.brokerReordering, share: { $0.share ?? 0.3 }, otherwise: weakness.delays) {
            let wait = Self.delays.lowerBound + entropy.unit() * (Self.delays.upperBound - Self.delays.lowerBound)
            try await clock.sleep(for: .milliseconds(Int64(wait * 1000)))
        }
        var times = 1
        if let fault = faults.active(.brokerDuplicating, at: clock.monotonicNow)?.fault {
            times = fault.times ?? 2
            faults.bite(.brokerDuplicating)
        } else if weakness.duplicates > 0, entropy.unit() < weakness.duplicates {
            times = 2
        }
        var settlement = try await gate.run { try await handle(delivery) }
        for _ in 1..<times {
            let again = BrokerDelivery(
                message: delivery.message, routingKey: delivery.routingKey, isRedelivered: true)
            settlement = try await gate.run { try await handle(again) }
        }
        // What is settled while the broker is away is not: it comes again.
        try await hold()
        return settlement
    }

    private func isChosen(_ word: FaultWord, share: (Fault) -> Double, otherwise usual: Double) -> Bool {
        guard let fault = faults.active(word, at: clock.monotonicNow)?.fault else {
            return usual > 0 && entropy.unit() < usual
        }
        guard entropy.unit() < share(fault) else { return false }
        faults.bite(word)
        return true
    }

    private func watchForOutage() async throws {
        while faults.active(.brokerDown, at: clock.monotonicNow) == nil { try await clock.sleep(for: Self.glance) }
        throw away()
    }

    /// While the broker is away its deliveries wait for the end of the consumer, which is near. Given back at once they
    /// would come again at once, since the server is there, until they had used up the deliveries that they have.
    private func hold() async throws {
        guard faults.active(.brokerDown, at: clock.monotonicNow) != nil else { return }
        faults.bite(.brokerDown)
        try await clock.sleep(for: Self.holding)
        throw away()
    }

    private func reach() throws(BrokerError) {
        if faults.active(.brokerDown, at: clock.monotonicNow) != nil { throw away() }
    }

    private func away() -> BrokerError {
        faults.bite(.brokerDown)
        return BrokerError(.unavailable, "the broker is away, as the scenario wants it")
    }
}
