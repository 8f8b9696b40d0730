import Glibc
public import StreavDomain
public import StreavPorts

/// The clocks of the machine: CLOCK_MONOTONIC and CLOCK_REALTIME. The one place that sleeps in real time.
public struct SystemClock: ClockBackend {
    public init() {}

    public func monotonicNow() -> MonotonicInstant {
        MonotonicInstant(offset: Self.read(CLOCK_MONOTONIC))
    }

    public func wallNow() -> Timestamp {
        Timestamp(milliseconds: 0).advanced(by: Self.read(CLOCK_REALTIME))
    }

    public func sleep(until deadline: MonotonicInstant) async throws {
        try Task.checkCancellation()
        // The suspending clock is CLOCK_MONOTONIC on Linux. Its timer may still fire a little early.
        while case let remaining = deadline - monotonicNow(), remaining > .zero {
            try await Task.sleep(for: remaining, tolerance: nil, clock: .suspending)
        }
    }

    private static func read(_ clock: clockid_t) -> Duration {
        var time = timespec()
        guard clock_gettime(clock, &time) == 0 else {
            // Only an unknown clock fails (clock_gettime(2)), and these two exist on every Linux.
            preconditionFailure("the system has no clock \(clock)")
        }
        return .seconds(time.tv_sec) + .nanoseconds(time.tv_nsec)
    }
}
