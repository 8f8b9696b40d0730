public import StreavPorts

extension SourceSupervisorStateMachine {
    /// Whether ``prefer(_:at:)`` would do anything.
    public func canPrefer(_ input: Int) -> Bool { isRunning && slots.indices.contains(input) }

    /// Puts an input on air as soon as it delivers, and keeps it there while it is well. The one on air stays until
    /// then. Where the chosen one fails, before or after, the order of the inputs decides again.
    ///
    /// - Precondition: ``canPrefer(_:)``
    public mutating func prefer(_ input: Int, at now: MonotonicInstant) -> [Action] {
        precondition(canPrefer(input), "An input that is not there cannot be chosen.")
        preferred = input
        // Whoever chose it does not want to wait for its backoff.
        slots[input].backoff.hurry(now: now)
        slots[input].isUsedUp = false
        slots[input].isProbe = false
        return reconcile(at: now)
    }
}
