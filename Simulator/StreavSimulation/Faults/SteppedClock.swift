import StreavDomain
import StreavPorts
import StreavScenario
import Synchronization

/// A clock whose wall time is set while the platform runs, as by an administrator or a time server; the monotonic one
/// goes on as if nothing had been.
struct SteppedClock: ClockBackend {
    let inner: StreavClock
    let faults: FaultTimeline

    func monotonicNow() -> MonotonicInstant { inner.monotonicNow }

    func wallNow() -> Timestamp {
        let steps = faults.happened(.clockStep, by: inner.monotonicNow)
        guard !steps.isEmpty else { return inner.wallNow }
        faults.bite(.clockStep)
        return inner.wallNow.advanced(by: steps.reduce(.zero) { $0 + ($1.by ?? .zero) })
    }

    func sleep(until deadline: MonotonicInstant) async throws {
        try await inner.sleep(until: deadline)
    }
}
