import StreavPorts

/// When a failed input may be opened again.
struct SourceBackoff: Sendable {
    private(set) var failures = 0
    private(set) var notBefore: MonotonicInstant

    init(now: MonotonicInstant) {
        self.notBefore = now
    }

    /// One failure more. Returns the wait: `first` doubled with each failure in a row, at most `longest`, times
    /// 1 ± `jitter`.
    mutating func fail(rules: SourceRules, entropy: any Entropy, at now: MonotonicInstant) -> Duration {
        var wait = rules.firstBackoff
        for _ in 0..<failures where wait < rules.longestBackoff { wait *= 2 }
        failures += 1
        let factor = 1 - rules.jitter + 2 * rules.jitter * entropy.unit()
        wait = min(wait, rules.longestBackoff) * factor
        notBefore = now + wait
        return wait
    }

    /// The input proved healthy: the next failure counts as the first.
    mutating func forgive() {
        failures = 0
    }

    /// The next attempt need not wait.
    mutating func hurry(now: MonotonicInstant) {
        notBefore = min(notBefore, now)
    }

    mutating func postpone(until instant: MonotonicInstant) {
        notBefore = max(notBefore, instant)
    }
}
