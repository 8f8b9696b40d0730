import Synchronization

/// Lets one at a time through per key, in the order of arrival.
///
/// Admissions of one subscriber are decided one after the other: each sees what the one before it did, while those of
/// other subscribers go on. A turn is short by contract (a bounded cache operation), so waiting is not interrupted.
final class TurnQueue<Key: Hashable & Sendable>: Sendable {
    private let capacity: Int
    /// A present key is taken; its array holds those who wait.
    private let waiting = Mutex<[Key: [CheckedContinuation<Bool, Never>]]>([:])

    /// - Parameter capacity: How many may wait for one key.
    init(capacity: Int) {
        self.capacity = capacity
    }

    /// What `body` returned; nil when more wait for the key than may, and `body` was not called.
    func withTurn<Result>(_ key: Key, _ body: () async -> Result) async -> Result? {
        guard await take(key, capacity: capacity) else { return nil }
        defer { pass(key) }
        return await body()
    }

    /// For the few that must not be turned away, such as an administrator's change: however many wait.
    func withCertainTurn(_ key: Key, _ body: () async -> Void) async {
        guard await take(key, capacity: .max) else { return }
        defer { pass(key) }
        await body()
    }

    /// True when the turn has come, false when too many wait.
    private func take(_ key: Key, capacity: Int) async -> Bool {
        await withCheckedContinuation { (continuation: CheckedContinuation<Bool, Never>) in
            let place = waiting.withLock { waiting -> Place in
                guard let queue = waiting[key] else {
                    waiting[key] = []
                    return .first
                }
                guard queue.count < capacity else { return .refused }
                waiting[key]?.append(continuation)
                return .queued
            }
            if place != .queued { continuation.resume(returning: place == .first) }
        }
    }

    private enum Place {
        case first
        case queued
        case refused
    }

    private func pass(_ key: Key) {
        let next = waiting.withLock { waiting -> CheckedContinuation<Bool, Never>? in
            guard var queue = waiting[key], !queue.isEmpty else {
                waiting[key] = nil
                return nil
            }
            let next = queue.removeFirst()
            waiting[key] = queue
            return next
        }
        next?.resume(returning: true)
    }
}
