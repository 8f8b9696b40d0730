public import StreavDomain

/// What a ``StreavClock`` is made of: the system's clocks, or a manual one.
public protocol ClockBackend: Sendable {
    /// Never goes back, is not moved by changes of the wall clock.
    func monotonicNow() -> MonotonicInstant

    /// UTC; may step in either direction.
    func wallNow() -> Timestamp

    /// Returns at or after `deadline`; throws `CancellationError` promptly when the task is cancelled.
    func sleep(until deadline: MonotonicInstant) async throws
}
