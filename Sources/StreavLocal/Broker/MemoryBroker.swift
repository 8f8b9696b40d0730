public import StreavPorts
import Synchronization

/// The broker of a single box and of the simulator: in this process's memory.
///
/// Handlers run in a task group of `consume`, on the executor of its caller: it starts no task of its own, so that a
/// run on a seeded executor is the same each time.
public final class MemoryBroker: MessageBroker {
    private typealias Tagged = BrokerStateMachine.TaggedDelivery

    private struct State {
        var machine: BrokerStateMachine
        /// Consumers that wait for a delivery.
        var waiting: [ConsumerID: CheckedContinuation<Tagged?, Never>] = [:]

        /// Takes out whom the machine wakes; they are resumed outside the lock.
        mutating func resumptions(_ handovers: [BrokerStateMachine.Handover]) -> [Resumption] {
            handovers.compactMap { handover in
                waiting.removeValue(forKey: handover.consumer).map {
                    Resumption(continuation: $0, delivery: handover.delivery)
                }
            }
        }
    }

    private struct Resumption: Sendable {
        let continuation: CheckedContinuation<Tagged?, Never>
        let delivery: Tagged?

        func perform() { continuation.resume(returning: delivery) }
    }

    private let clock: StreavClock
    private let state: Mutex<State>

    public init(clock: StreavClock, limits: MemoryBrokerLimits = .standard) {
        self.clock = clock
        state = Mutex(State(machine: BrokerStateMachine(limits: limits)))
    }

    /// Bytes held in all queues, as ``MemoryBrokerLimits`` counts them.
    public var bytes: Int { state.withLock { $0.machine.bytes } }

    public func declare(_ topology: BrokerTopology) async throws(BrokerError) {
        try state.withLock { state throws(BrokerError) in try state.machine.declare(topology) }
    }

    public func publish(
        _ message: BrokerMessage, to exchange: String, routingKey: String
    ) async throws(BrokerError) {
        try message.check(routingKey: routingKey)
        let resumptions = try state.withLock { state throws(BrokerError) in
            let handovers = try state.machine.publish(
                message, to: exchange, routingKey: routingKey, at: clock.monotonicNow)
            return state.resumptions(handovers)
        }
        resumptions.forEach { $0.perform() }
    }

    public func depth(of queue: String) async throws(BrokerError) -> Int {
        try state.withLock { state throws(BrokerError) in try state.machine.depth(of: queue) }
    }

    public func consume(
        _ queue: String, prefetch: Int,
        handle: @escaping @Sendable (BrokerDelivery) async throws -> BrokerSettlement
    ) async throws(BrokerError) {
        guard BrokerLimits.prefetch.contains(prefetch) else {
            throw BrokerError(.invalidArgument, "a consumer's prefetch is \(BrokerLimits.prefetch), not \(prefetch)")
        }
        let consumer = try state.withLock { state throws(BrokerError) in
            try state.machine.attach(to: queue, prefetch: prefetch)
        }
        defer { detach(consumer) }
        do {
            try await withThrowingDiscardingTaskGroup { group in
                group.addTask { try await self.watch(consumer) }
                while let next = await self.next(for: consumer) {
                    group.addTask { await self.run(handle, next, of: consumer) }
                }
                group.cancelAll()
            }
        } catch let error as BrokerError {
            throw error
        } catch {
            preconditionFailure("only the watch ends a consumer with an error, and it is a broker's: \(error)")
        }
    }

    /// nil when the task is cancelled or the consumer has ended.
    private func next(for consumer: ConsumerID) async -> Tagged? {
        await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                let resumption = state.withLock { state -> Resumption? in
                    // Asked under the lock: a later cancellation then finds the continuation.
                    guard !Task.isCancelled else { return Resumption(continuation: continuation, delivery: nil) }
                    switch state.machine.next(for: consumer, at: clock.monotonicNow) {
                    case .delivery(let delivery):
                        return Resumption(continuation: continuation, delivery: delivery)
                    case .ended:
                        return Resumption(continuation: continuation, delivery: nil)
                    case .wait:
                        state.waiting[consumer] = continuation
                        return nil
                    }
                }
                resumption?.perform()
            }
        } onCancel: {
            let continuation = state.withLock { state in
                state.machine.withdraw(consumer)
                return state.waiting.removeValue(forKey: consumer)
            }
            continuation?.resume(returning: nil)
        }
    }

    private func run(
        _ handle: @Sendable (BrokerDelivery) async throws -> BrokerSettlement, _ next: Tagged, of consumer: ConsumerID
    ) async {
        // A handler that throws has not settled its delivery.
        let settlement = try? await handle(next.delivery)
        let resumptions = state.withLock { state in
            // A consumer that is ending gets nothing more: what came would only count against its delivery limit.
            if Task.isCancelled { state.machine.withdraw(consumer) }
            let handovers = state.machine.settle(
                next.tag, of: consumer, as: settlement, at: clock.monotonicNow)
            return state.resumptions(handovers)
        }
        resumptions.forEach { $0.perform() }
    }

    /// Ends a consumer that does not settle in time, as RabbitMQ does, so that what it sits on comes to another.
    private func watch(_ consumer: ConsumerID) async throws {
        while true {
            let now = clock.monotonicNow
            let deadline = state.withLock { $0.machine.settlementDeadline(of: consumer) }
            if let deadline, deadline <= now { break }
            do {
                // A delivery handed out while this sleeps is due later than this wakes.
                try await clock.sleep(until: deadline ?? now + BrokerLimits.settlementTime)
            } catch {
                return
            }
        }
        detach(consumer)
        throw BrokerError(.timedOut, "a delivery was not settled within \(BrokerLimits.settlementTime)")
    }

    private func detach(_ consumer: ConsumerID) {
        let resumptions = state.withLock { state in
            let handovers = state.machine.detach(consumer, at: clock.monotonicNow)
            let own = state.waiting.removeValue(forKey: consumer).map { Resumption(continuation: $0, delivery: nil) }
            return [own].compactMap(\.self) + state.resumptions(handovers)
        }
        resumptions.forEach { $0.perform() }
    }
}
