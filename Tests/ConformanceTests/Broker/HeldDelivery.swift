import StreavPorts
import Synchronization

/// A delivery whose handler waits for the test to decide.
final class HeldDelivery: Sendable {
    struct Refusal: Error {}

    private struct State {
        var decision: Result<BrokerSettlement, any Error>?
        var continuation: CheckedContinuation<BrokerSettlement, any Error>?
    }

    let delivery: BrokerDelivery
    private let state = Mutex(State())

    init(_ delivery: BrokerDelivery) {
        self.delivery = delivery
    }

    var id: String { delivery.message.id }

    func settle(_ settlement: BrokerSettlement) { decide(.success(settlement)) }

    /// The handler throws.
    func fail() { decide(.failure(Refusal())) }

    /// What the handler does.
    func decided() async throws -> BrokerSettlement {
        try await withTaskCancellationHandler {
            try await withCheckedThrowingContinuation { continuation in
                let decision = state.withLock { state -> Result<BrokerSettlement, any Error>? in
                    if state.decision == nil, Task.isCancelled { state.decision = .failure(CancellationError()) }
                    if state.decision == nil { state.continuation = continuation }
                    return state.decision
                }
                if let decision { continuation.resume(with: decision) }
            }
        } onCancel: {
            decide(.failure(CancellationError()))
        }
    }

    private func decide(_ decision: Result<BrokerSettlement, any Error>) {
        let continuation = state.withLock { state -> CheckedContinuation<BrokerSettlement, any Error>? in
            guard state.decision == nil else { return nil }
            state.decision = decision
            return state.continuation.take()
        }
        continuation?.resume(with: decision)
    }
}
