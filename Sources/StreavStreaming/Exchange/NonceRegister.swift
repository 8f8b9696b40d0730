import StreavPorts

/// Numbers of requests that were used: a second use is a replay. Bounded; where it is full nothing more is let in.
struct NonceRegister: Sendable {
    enum Verdict: Sendable {
        case fresh
        case used
        case full
    }

    /// Numbers of one half.
    let capacity: Int
    /// Numbers are remembered for at least this time, and for twice it at most.
    let memory: Duration
    private var current: Set<String> = []
    private var previous: Set<String> = []
    private var turnedAt: MonotonicInstant

    init(capacity: Int, memory: Duration, now: MonotonicInstant) {
        self.capacity = capacity
        self.memory = memory
        turnedAt = now
    }

    mutating func use(_ nonce: String, at now: MonotonicInstant) -> Verdict {
        if now - turnedAt >= memory {
            previous = now - turnedAt >= memory * 2 ? [] : current
            current = []
            turnedAt = now
        }
        guard !current.contains(nonce), !previous.contains(nonce) else { return .used }
        guard current.count < capacity else { return .full }
        current.insert(nonce)
        return .fresh
    }
}
