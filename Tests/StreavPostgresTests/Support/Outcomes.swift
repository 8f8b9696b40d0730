import Foundation
import StreavLocal
import StreavPorts
import StreavSQL
import Synchronization

/// Runs `body` and returns the database's error, or nil when there was none.
func databaseError(_ body: () async throws -> some Any) async -> DatabaseError? {
    do {
        _ = try await body()
        return nil
    } catch {
        return error as? DatabaseError ?? DatabaseError(.badStatement, "no error of the database: \(error)")
    }
}

/// How long `body` took.
func elapsed(_ body: () async throws -> Void) async rethrows -> Duration {
    let start = StreavClock.system.monotonicNow
    try await body()
    return StreavClock.system.monotonicNow - start
}

/// Two transactions that meet: each waits for the other, the first time it comes. Blocks, as a transaction may.
final class Meeting: Sendable {
    private let arrived = Mutex<[String: Int]>([:])
    private let gates = [DispatchSemaphore(value: 0), DispatchSemaphore(value: 0)]

    /// - Parameter index: 0 or 1.
    func wait(as index: Int) {
        let count = arrived.withLock { arrived in
            arrived["\(index)", default: 0] += 1
            return arrived["\(index)"]
        }
        guard count == 1 else { return }
        gates[1 - index].signal()
        _ = gates[index].wait(timeout: .now() + 10)
    }

    /// How often either came.
    var count: Int { arrived.withLock { $0.values.reduce(0, +) } }
}
