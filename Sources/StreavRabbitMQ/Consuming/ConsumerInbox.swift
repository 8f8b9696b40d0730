import DequeModule
import StreavPorts
import Synchronization

/// Deliveries on their way from the connection's thread to the task that consumes; at most the prefetch of them, since
/// the server sends no more.
final class ConsumerInbox: Sendable {
    private struct State {
        var deliveries: Deque<TaggedDelivery> = []
        var waiter: CheckedContinuation<TaggedDelivery?, Never>?
        var failure: BrokerError?
        var hasEnded = false
        var endWaiter: CheckedContinuation<Void, Never>?
    }

    private let state = Mutex(State())

    /// Why there are no more deliveries, unless the caller wanted none.
    var failure: BrokerError? { state.withLock { $0.failure } }

    func deliver(_ delivery: TaggedDelivery) {
        let waiter = state.withLock { state in
            if state.waiter == nil { state.deliveries.append(delivery) }
            return state.waiter.take()
        }
        waiter?.resume(returning: delivery)
    }

    func fail(_ error: BrokerError) {
        let waiter = state.withLock { state in
            state.failure = error
            state.deliveries = []
            return state.waiter.take()
        }
        waiter?.resume(returning: nil)
    }

    /// The connection has nothing to do with the consumer any more.
    func end() {
        let waiter = state.withLock { state in
            state.hasEnded = true
            return state.endWaiter.take()
        }
        waiter?.resume()
    }

    func waitForEnd() async {
        await withCheckedContinuation { continuation in
            let hasEnded = state.withLock { state in
                if !state.hasEnded { state.endWaiter = continuation }
                return state.hasEnded
            }
            if hasEnded { continuation.resume() }
        }
    }

    /// Nil when the task is cancelled or deliveries have ended.
    func next() async -> TaggedDelivery? {
        await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                let (isKnown, next) = state.withLock { state -> (Bool, TaggedDelivery?) in
                    // Asked under the lock: a later cancellation then finds the continuation.
                    if Task.isCancelled || state.failure != nil { return (true, nil) }
                    if let next = state.deliveries.popFirst() { return (true, next) }
                    state.waiter = continuation
                    return (false, nil)
                }
                if isKnown { continuation.resume(returning: next) }
            }
        } onCancel: {
            let waiter = state.withLock { $0.waiter.take() }
            waiter?.resume(returning: nil)
        }
    }
}
