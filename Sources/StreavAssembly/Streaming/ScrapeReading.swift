import StreavPorts
import Synchronization

/// One reading for all the metrics of a scrape, rather than one for each.
final class ScrapeReading<Value: Sendable>: Sendable {
    private let clock: StreavClock
    private let read: @Sendable () -> Value
    private let last = Mutex<(value: Value, at: MonotonicInstant)?>(nil)

    /// Longer than a scrape takes, shorter than the time between two.
    private static var life: Duration { .milliseconds(500) }

    init(clock: StreavClock, read: @escaping @Sendable () -> Value) {
        self.clock = clock
        self.read = read
    }

    func value() -> Value {
        let now = clock.monotonicNow
        if let present = last.withLock({ $0 }), now - present.at < Self.life { return present.value }
        let value = read()
        last.withLock { $0 = (value, now) }
        return value
    }
}
