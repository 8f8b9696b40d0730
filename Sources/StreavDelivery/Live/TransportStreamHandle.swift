import Synchronization

/// Lets the gatekeeper close a stream that may not have started yet.
final class TransportStreamHandle: Sendable {
    private let state = Mutex(State())

    private struct State {
        var stream: HTTPStream?
        var isClosed = false
    }

    /// A stream that should be closed already is.
    func attach(_ stream: HTTPStream) {
        let isClosed = state.withLock { state in
            state.stream = stream
            return state.isClosed
        }
        if isClosed { stream.close(.ended) }
    }

    /// From any thread.
    func close() {
        let stream = state.withLock { state in
            state.isClosed = true
            return state.stream
        }
        stream?.close(.ended)
    }
}
