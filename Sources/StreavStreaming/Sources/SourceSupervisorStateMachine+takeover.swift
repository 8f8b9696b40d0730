import StreavMedia
import StreavPorts

extension SourceSupervisorStateMachine {
    /// Whether an input may go on air with this unit.
    func canTakeOver(_ index: Int, with unit: TransportUnit, at now: MonotonicInstant) -> Bool {
        guard let health = slots[index].health, health.canStart(with: unit) else { return false }
        guard let activeIndex, let active = slots[activeIndex].health else { return true }
        // Somebody chose: neither health nor the time since the last switch is waited for.
        if index == preferred { return true }
        if activeIndex == preferred, !active.isDegraded { return false }
        // From here on it is a choice: the input on air delivers.
        guard index < activeIndex || active.isDegraded, health.isHealthy(at: now) else { return false }
        guard let lastVoluntarySwitch else { return true }
        return now - lastVoluntarySwitch >= rules.switchInterval
    }

    mutating func takeOver(_ index: Int, at now: MonotonicInstant, _ actions: inout [Action]) {
        guard let health = slots[index].health else { return }
        if activeIndex != nil { lastVoluntarySwitch = now }
        // Left for a healthy one: what was chosen is no longer wanted back.
        if activeIndex == preferred, index != preferred { preferred = nil }
        if let lastOnAir, lastOnAir != index { switches += 1 }
        actions.append(.notice(.onAir(input: index, previous: lastOnAir)))
        actions.append(.begin(input: index, tracks: health.tracks))
        activeIndex = index
        activeSince = now
        lastOnAir = index
        isDown = false
        for slot in slots.indices {
            slots[slot].isUsedUp = false
            slots[slot].isDivergent = false
        }
        slots[index].isProbe = false
    }

    /// Uses up one input.
    mutating func fail(_ index: Int, _ failure: SourceFailure, at now: MonotonicInstant, _ actions: inout [Action]) {
        let wasHealthy = slots[index].health?.isHealthy(at: now) ?? false
        slots[index].fail(failure, at: now)
        close(index, at: now, &actions)
        let wait = slots[index].backoff.fail(rules: rules, entropy: entropy, at: now)
        actions.append(.notice(.failed(input: index, failure: failure, retryIn: wait)))
        if preferred == index { preferred = nil }
        if activeIndex == index {
            activeIndex = nil
            activeSince = nil
            for other in slots.indices where other != index {
                // After a time of health the others need not wait for their turn; where inputs come and go they do, or
                // two flapping ones would chase each other without a pause.
                if wasHealthy { slots[other].backoff.hurry(now: now) }
                // Inputs that failed when last tried are retried beside the next one, not before it.
                slots[other].isUsedUp = slots[other].backoff.failures > 0 && !slots[other].isPromising
            }
        }
        if activeIndex == nil { slots[index].isUsedUp = true }
    }

    mutating func close(_ index: Int, at now: MonotonicInstant, _ actions: inout [Action]) {
        if let connection = slots[index].close(at: now) { actions.append(.close(connection)) }
    }

    mutating func noteDegradation(of index: Int, was wasDegraded: Bool, _ actions: inout [Action]) {
        guard let isDegraded = slots[index].health?.isDegraded, isDegraded != wasDegraded else { return }
        actions.append(.notice(isDegraded ? .degraded(input: index) : .recovered(input: index)))
    }
}
