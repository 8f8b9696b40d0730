import StreavPorts
import Synchronization

/// Counts failures to authenticate, for each client id and for each address, in windows of a minute. Beyond the limits
/// a failure is told to come again later; who has the right secret never notices.
final class FailureThrottle: Sendable {
    private struct State {
        var window = MonotonicInstant.zero
        var failures: [String: Int] = [:]
    }

    static let window: Duration = .seconds(60)
    /// Failures for one client id in one window.
    static let clientLimit = 10
    /// Failures from one address in one window, whatever client they were for.
    static let addressLimit = 30
    /// Clients and addresses that are counted at once; beyond it the new ones are counted as one.
    static let entryLimit = 50_000

    private let clock: StreavClock
    private let state: Mutex<State>

    init(clock: StreavClock) {
        self.clock = clock
        state = Mutex(State(window: clock.monotonicNow))
    }

    /// Notes a failure; nil while it is answered as such, else whole seconds until another is.
    func failed(clientID: String, address: String) -> Int? {
        let now = clock.monotonicNow
        return state.withLock { state in
            if now - state.window >= Self.window {
                state.window = now
                state.failures.removeAll(keepingCapacity: true)
            }
            // Both are counted, whichever is over its limit.
            let ofClient = count("client \(clientID)", &state)
            let ofAddress = count("address \(address)", &state)
            guard ofClient > Self.clientLimit || ofAddress > Self.addressLimit else { return nil }
            let left = Self.window - (now - state.window)
            return max(1, Int((left.inWholeSeconds)))
        }
    }

    private func count(_ key: String, _ state: inout State) -> Int {
        let key = state.failures[key] == nil && state.failures.count >= Self.entryLimit ? "others" : key
        state.failures[key, default: 0] += 1
        return state.failures[key, default: 0]
    }
}

extension Duration {
    /// Rounded up.
    fileprivate var inWholeSeconds: Int64 {
        let (seconds, attoseconds) = components
        return seconds + (attoseconds > 0 ? 1 : 0)
    }
}
