import StreavDomain
public import StreavPorts

/// Bounds how long an operation may take.
public enum TimeBudget {
    /// What `operation` returned, or nil when `budget` ran out first or the task was cancelled.
    ///
    /// An operation that ran out is cancelled, and then awaited: ports promise to end promptly when that happens.
    public static func run<Value: Sendable>(
        _ budget: Duration, clock: StreavClock, _ operation: @escaping @Sendable () async -> Value
    ) async -> Value? {
        await withTaskGroup(of: Value?.self) { group in
            group.addTask { await operation() }
            group.addTask {
                try? await clock.sleep(for: budget)
                return nil
            }
            let first = await group.next() ?? nil
            group.cancelAll()
            return first
        }
    }
}
