import Synchronization

/// The ports that were bound, as they become known.
final class BoundPorts: Sendable {
    /// A port that is set once and can be waited for.
    final class Promise: Sendable {
        private let state = Mutex<Int?>(nil)
        private let stream: AsyncStream<Int>
        private let continuation: AsyncStream<Int>.Continuation

        init() {
            (stream, continuation) = AsyncStream.makeStream(bufferingPolicy: .bufferingNewest(1))
        }

        func set(_ port: Int) {
            state.withLock { $0 = port }
            continuation.yield(port)
            continuation.finish()
        }

        /// By one waiter; nil when the task is cancelled before.
        func value() async -> Int? {
            if let port = state.withLock({ $0 }) { return port }
            for await port in stream { return port }
            return state.withLock { $0 }
        }
    }

    let streaming: Int
    let management = Promise()
    let api = Promise()
    /// As it goes into addresses: every-address hosts become this machine's.
    let host: String

    init(streaming: Int, host: String) {
        self.streaming = streaming
        switch host {
        case "0.0.0.0": self.host = "127.0.0.1"
        case "::": self.host = "[::1]"
        default: self.host = host.contains(":") ? "[\(host)]" : host
        }
    }

    var streamingURL: String { "http://\(host):\(streaming)" }
}
