import StreavDomain
import StreavPorts

/// Counts failed authentications per address. Pure: told the time, it has none of its own.
///
/// At most so many failures fall into any window, however it is laid: the times of the last ones are kept, not a
/// counter that starts anew. An IPv6 line counts as one address.
struct AuthenticationThrottle: Sendable {
    private let failures: Int
    private let window: Duration
    /// Times of failures, the earliest first; never more than `failures`.
    private var recent: LeastRecentlyUsed<IPAddress, [MonotonicInstant]>

    init(failures: Int, window: Duration, capacity: Int) {
        self.failures = failures
        self.window = window
        recent = LeastRecentlyUsed(capacity: capacity)
    }

    /// Nil when the address may try; otherwise how long it has to wait.
    func wait(for address: IPAddress, at now: MonotonicInstant) -> Duration? {
        guard let times = recent.peek(address.subscriberLine), times.count == failures, let first = times.first
        else { return nil }
        let rest = first + window - now
        return rest > .zero ? rest : nil
    }

    mutating func failed(_ address: IPAddress, at now: MonotonicInstant) {
        let line = address.subscriberLine
        var times = (recent.value(forKey: line) ?? []).filter { $0 + window > now }
        times.append(now)
        recent.set(Array(times.suffix(failures)), forKey: line)
    }

    /// Addresses remembered.
    var count: Int { recent.count }
}
