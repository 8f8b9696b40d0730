import Synchronization

/// Lets one at a time through per key, in the order of arrival.
///
/// Admissions of one subscriber are decided one after the other: each sees what the one before it did, while those of
/// other subscribers go on. A turn is short by contract (a bounded cache operation), so waiting is not interrupted.
final class TurnQueue<Key: Hashable & Sendable>: Sendable {
    private struct Line: Sendable {
        /// Those before `first` have had their turn: taking the first of a long line is cheap.
        var waiting: [CheckedContinuation<Bool, Never>] = []
        var first = 0

        var count: Int { waiting.count - first }

        mutating func next() -> CheckedContinuation<Bool, Never>? {
            guard first < waiting.count else { return nil }
            defer {
                first += 1
                if first * 2 > waiting.count {
                    waiting.removeFirst(first)
                    first = 0
                }
            }
            return waiting[first]
        }
    }

    /// A present key is taken.
    private let lines = Mutex<[Key: Line]>([:])

    /// What `body` returned; nil when `capacity` wait for the key already, and `body` was not called.
    func withTurn<Result>(_ key: Key, capacity: Int, _ body: () async -> Result) async -> Result? {
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
            let place = lines.withLock { lines -> Place in
                guard let count = lines[key]?.count else {
                    lines[key] = Line()
                    return .first
                }
                guard count < capacity else { return .refused }
                lines[key]?.waiting.append(continuation)
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
        let next = lines.withLock { lines -> CheckedContinuation<Bool, Never>? in
            let next = lines[key]?.next()
            if next == nil { lines[key] = nil }
            return next
        }
        next?.resume(returning: true)
    }
}
