import StreavPorts

/// Whether it is worth asking a service now, which may be away or silent. Pure.
struct Circuit: Sendable {
    private enum State: Sendable {
        case closed
        /// Calls go through; they have failed since then.
        case failing(count: Int, since: MonotonicInstant)
        /// Nobody calls until then.
        case open(until: MonotonicInstant)
        /// One call is under way to see whether it works again.
        case probing
    }

    private let failures: Int
    private let patience: Duration
    private let pause: Duration
    private var state = State.closed

    init(failures: Int, patience: Duration, pause: Duration) {
        self.failures = failures
        self.patience = patience
        self.pause = pause
    }

    var isOpen: Bool {
        switch state {
        case .closed, .failing: false
        case .open, .probing: true
        }
    }

    /// True when the caller may call, and then must say what came of it.
    mutating func permits(at now: MonotonicInstant) -> Bool {
        switch state {
        case .closed, .failing:
            return true
        case .open(let until) where now >= until:
            state = .probing
            return true
        case .open, .probing:
            return false
        }
    }

    /// Returns true when this ends a time without the service: what was decided alone must now be told to it.
    mutating func succeeded() -> Bool {
        // Failures before an open circuit count too: something was decided without the service.
        if case .closed = state { return false }
        state = .closed
        return true
    }

    mutating func failed(at now: MonotonicInstant) {
        switch state {
        case .closed:
            state = failures <= 1 ? .open(until: now + pause) : .failing(count: 1, since: now)
        case .failing(let count, let since) where count + 1 < failures && now - since < patience:
            state = .failing(count: count + 1, since: since)
        case .failing, .probing:
            state = .open(until: now + pause)
        case .open:
            break
        }
    }

    /// The call was given up for reasons of its own: it says nothing about the service.
    mutating func abandoned(at now: MonotonicInstant) {
        if case .probing = state { state = .open(until: now) }
    }
}
