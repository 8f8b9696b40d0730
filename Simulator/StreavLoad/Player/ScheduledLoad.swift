import StreavPorts

/// A resource that is loaded at instants, one load at a time.
struct ScheduledLoad: Sendable {
    private(set) var due: MonotonicInstant?
    private(set) var isRunning = false
    /// In a row.
    private(set) var failures = 0

    /// When it is to be started next; nil while it runs, and when nothing is wanted.
    var nextStart: MonotonicInstant? { isRunning ? nil : due }

    mutating func schedule(at instant: MonotonicInstant) {
        due = instant
    }

    mutating func cancel() {
        due = nil
    }

    /// Starts it where it is due; the instant for which it was wanted.
    mutating func start(at now: MonotonicInstant) -> MonotonicInstant? {
        guard let intended = nextStart, intended <= now else { return nil }
        isRunning = true
        due = nil
        return intended
    }

    mutating func succeed() {
        isRunning = false
        failures = 0
    }

    /// It runs well: an end of it will be a first failure.
    mutating func prosper() {
        failures = 0
    }

    /// The number of failures in a row.
    mutating func fail() -> Int {
        isRunning = false
        failures += 1
        return failures
    }
}
