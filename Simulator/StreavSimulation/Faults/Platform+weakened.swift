import StreavAssembly
import StreavPorts

extension Platform {
    /// Puts what a scenario breaks between the platform and its ports. Sources are broken where they are made.
    ///
    /// - Parameter patience: As of ``WeakenedCache``.
    mutating func weaken(_ plan: LoadWorldPlan, patience: Duration?) {
        let (faults, watch) = (plan.faults, plan.watch)
        let weakness: Weakness = faults.isEmpty ? .none : .production
        let system = clock
        self.cache = WeakenedCache(
            inner: cache, faults: faults, watch: watch, clock: system, entropy: entropy.fork("faults/cache"),
            patience: patience)
        broker = WeakenedBroker(
            inner: broker, faults: faults, weakness: weakness, watch: watch, clock: system,
            entropy: entropy.fork("faults/broker"))
        guard !faults.isEmpty else { return }
        database = WeakenedDatabase(
            inner: database, faults: faults, weakness: weakness, clock: system,
            entropy: entropy.fork("faults/database"))
        clock = StreavClock(SteppedClock(inner: system, faults: faults))
    }
}
