extension Scenario {
    /// What must have happened for the run to have tested anything: what the file says, and what those are for who are
    /// there to be refused.
    public var expectations: [SometimesEvent] {
        var events = sometimes
        for cohort in cohorts {
            guard case .population(let count) = cohort.load else { continue }
            let event: SometimesEvent? =
                switch cohort.persona {
                case .sharer where count > 1: .observed(.sharedOverLimit)
                case .lapsing: .observed(.cutOff)
                case .attacker: .observed(.repelled)
                default: nil
                }
            if let event, !events.contains(event) { events.append(event) }
        }
        return events
    }
}
