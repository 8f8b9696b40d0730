import Synchronization

/// Looks a host's addresses up on a thread of its own, since name servers may keep silent for longer than a caller
/// waits.
///
/// One look-up at a time: while one hangs, no second is begun.
final class HostLookup: Sendable {
    private struct State: Sendable {
        var isUnderWay = false
        var result: Result<[SocketAddress], RedisConnectionLoss>?
    }

    private let host: String
    private let port: Int
    private let wakeUp: WakeUp
    private let state = Mutex(State())

    init(host: String, port: Int, wakeUp: WakeUp) {
        self.host = host
        self.port = port
        self.wakeUp = wakeUp
    }

    /// The outcome, now or in a later ``take()``: the owner is woken.
    func begin() {
        if let result = SocketAddress.of(host: host, port: port, isNumeric: true) {
            state.withLock { $0.result = result }
            return
        }
        let isFirst = state.withLock { state in
            defer { state.isUnderWay = true }
            state.result = nil
            return !state.isUnderWay
        }
        guard isFirst else { return }
        do throws(RedisSetupError) {
            try DedicatedThread.start {
                let result = SocketAddress.of(host: self.host, port: self.port, isNumeric: false)
                self.finish(result ?? .success([]))
            }
        } catch {
            finish(.failure(RedisConnectionLoss(error.message)))
        }
    }

    /// The outcome, once.
    func take() -> Result<[SocketAddress], RedisConnectionLoss>? {
        state.withLock { state in
            defer { state.result = nil }
            return state.result
        }
    }

    private func finish(_ result: Result<[SocketAddress], RedisConnectionLoss>) {
        state.withLock { state in
            state.isUnderWay = false
            state.result = result
        }
        wakeUp.signal()
    }
}
