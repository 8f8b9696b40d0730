import StreavStreaming
import Synchronization

/// Lets the gatekeeper break off an answer that may not have begun yet.
final class FileAnswerHandle: Sendable {
    private struct State {
        var exchange: HTTPExchange?
        var reason: SessionEndReason?
    }

    private let state = Mutex(State())

    /// From now on `exchange` has a file to break off. False when it should not begin.
    func attach(_ exchange: HTTPExchange) -> Bool {
        state.withLock { state in
            state.exchange = exchange
            return state.reason == nil
        }
    }

    /// From any thread.
    func close(_ reason: SessionEndReason) {
        let exchange = state.withLock { state in
            state.reason = reason
            return state.exchange
        }
        exchange?.abortFile()
    }
}
