public import StreavDomain

/// The one source of time. Nothing else in the product asks for the time or sleeps.
public struct StreavClock: Sendable {
    private let backend: any ClockBackend

    public init(_ backend: any ClockBackend) {
        self.backend = backend
    }

    public var monotonicNow: MonotonicInstant { backend.monotonicNow() }

    public var wallNow: Timestamp { backend.wallNow() }

    /// Throws `CancellationError` when the task is cancelled; a duration of zero or less only checks for that.
    public func sleep(for duration: Duration) async throws {
        try await backend.sleep(until: backend.monotonicNow() + duration)
    }

    public func sleep(until deadline: MonotonicInstant) async throws {
        try await backend.sleep(until: deadline)
    }
}
