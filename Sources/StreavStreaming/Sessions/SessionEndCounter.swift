import Synchronization

/// How many sessions ended, by ``SessionEndReason/label``, since the process started.
public final class SessionEndCounter: Sendable {
    private let counts = Mutex<[SessionEndReason: Int]>([:])

    public init() {}

    func count(_ reason: SessionEndReason) {
        counts.withLock { $0[reason, default: 0] += 1 }
    }

    public subscript(reason: SessionEndReason) -> Int {
        counts.withLock { $0[reason] ?? 0 }
    }

    /// Every reason, those that never occurred with 0.
    public var all: [(label: String, count: Int)] {
        counts.withLock { counts in SessionEndReason.all.map { ($0.label, counts[$0] ?? 0) } }
    }
}
