import StreavMedia
public import StreavPorts

extension SourceSupervisorStateMachine {
    /// The next moment at which ``tick(at:)`` must be called, if nothing happens until then.
    public func nextDeadline(after now: MonotonicInstant) -> MonotonicInstant? {
        guard isRunning else { return nil }
        var result: MonotonicInstant?
        func consider(_ instant: MonotonicInstant) {
            result = min(result ?? instant, instant)
        }
        for (index, slot) in slots.enumerated() {
            if let health = slot.health { consider(health.deadline) }
            guard slot.phase == .closed else { continue }
            let canOpen = slot.backoff.notBefore
            if canOpen > now { consider(canOpen) }
            if let probe = probeTime(of: index), probe > now { consider(probe) }
        }
        return result
    }

    /// Opens and closes connections so that what is open is what is wanted.
    mutating func reconcile(at now: MonotonicInstant) -> [Action] {
        guard isRunning else { return [] }
        var actions: [Action] = []
        if let activeIndex {
            if activeIndex == preferred, slots[activeIndex].health?.isDegraded != true {
                // Better ones need not wait for their turn to come back.
                for index in 0..<activeIndex { close(index, at: now, &actions) }
            } else {
                for index in 0..<activeIndex where slots[index].mayOpen(at: now) { open(index, at: now, &actions) }
            }
            if let preferred, slots[preferred].mayOpen(at: now) { open(preferred, at: now, &actions) }
            if slots[activeIndex].health?.isDegraded ?? false {
                seekHealthier(than: activeIndex, at: now, &actions)
            } else {
                release(after: activeIndex, at: now, &actions)
                probe(after: activeIndex, at: now, &actions)
            }
            compareTracks(with: activeIndex, &actions)
        } else {
            seek(at: now, &actions)
        }
        updateStates(at: now)
        return actions
    }

    /// Nothing is on air: used-up inputs are retried as their backoff ends, and unless an untried one is on its way, or
    /// one delivers already, the next is opened.
    private mutating func seek(at now: MonotonicInstant, _ actions: inout [Action]) {
        for index in slots.indices {
            slots[index].isProbe = false
            if slots[index].isUsedUp, slots[index].mayOpen(at: now) { open(index, at: now, &actions) }
        }
        if slots.contains(where: { $0.isOpen && (!$0.isUsedUp || $0.isPromising) }) { return }
        if let next = slots.indices.first(where: { !slots[$0].isUsedUp && slots[$0].mayOpen(at: now) }) {
            open(next, at: now, &actions)
            return
        }
        guard !isDown else { return }
        isDown = true
        actions.append(.inputsAreDown)
        actions.append(.notice(.allDown))
    }

    /// The input on air is degraded: one lower input at a time is opened, in the hope that it is better.
    private mutating func seekHealthier(
        than active: Int, at now: MonotonicInstant, _ actions: inout [Action]
    ) {
        let lower = slots.indices.suffix(from: active + 1)
        for index in lower where index != preferred && slots[index].health?.isDegraded ?? false {
            // No better, so make place for another.
            close(index, at: now, &actions)
            slots[index].backoff.postpone(until: now + rules.longestBackoff)
        }
        if let contender = lower.first(where: { slots[$0].isOpen }) {
            slots[contender].isProbe = false
        } else if let next = lower.first(where: { slots[$0].mayOpen(at: now) }) {
            open(next, at: now, &actions)
        }
    }

    /// The input on air is well: no lower one is needed, but a probe that has not seen its tracks yet.
    private mutating func release(after active: Int, at now: MonotonicInstant, _ actions: inout [Action]) {
        for index in slots.indices.suffix(from: active + 1) where slots[index].isOpen && index != preferred {
            if slots[index].isProbe, !slots[index].isPromising { continue }
            close(index, at: now, &actions)
        }
    }

    private mutating func probe(after active: Int, at now: MonotonicInstant, _ actions: inout [Action]) {
        let lower = slots.indices.suffix(from: active + 1)
        guard !lower.contains(where: { slots[$0].isOpen }) else { return }
        let due = lower.first { index in
            slots[index].mayOpen(at: now) && probeTime(of: index).map { $0 <= now } ?? false
        }
        guard let due else { return }
        open(due, at: now, &actions)
        slots[due].isProbe = true
    }

    /// When a lower input is to be looked at.
    private func probeTime(of index: Int) -> MonotonicInstant? {
        guard let probeAfter = rules.probeAfter, let activeIndex, let activeSince, index > activeIndex else {
            return nil
        }
        let first = activeSince + probeAfter
        return slots[index].checkedAt.map { max(first, $0 + rules.probeInterval) } ?? first
    }

    private mutating func compareTracks(with active: Int, _ actions: inout [Action]) {
        let wanted = Self.shape(slots[active].tracks)
        for index in slots.indices where index != active && !slots[index].tracks.isEmpty {
            let isDivergent = Self.shape(slots[index].tracks) != wanted
            if isDivergent, !slots[index].isDivergent {
                actions.append(.notice(.divergentInputs(active: active, other: index)))
            }
            slots[index].isDivergent = isDivergent
        }
        slots[active].isDivergent = false
    }

    /// What a failover must not change: the codecs of picture and sound, in order.
    private static func shape(_ tracks: [TransportTrack]) -> [MediaCodec] {
        tracks.filter { $0.kind == .video }.map(\.codec) + tracks.filter { $0.kind == .audio }.map(\.codec)
    }

    private mutating func open(_ index: Int, at now: MonotonicInstant, _ actions: inout [Action]) {
        actions.append(.open(slots[index].open(input: index, rules: rules, at: now)))
    }

    mutating func updateStates(at now: MonotonicInstant) {
        for index in slots.indices {
            let state = currentState(of: index, at: now)
            guard slots[index].state != state else { continue }
            slots[index].state = state
            slots[index].since = now
        }
    }

    private func currentState(of index: Int, at now: MonotonicInstant) -> SourceSnapshot.State {
        if index == activeIndex { return .active }
        guard slots[index].isOpen else {
            return isRunning && slots[index].backoff.notBefore > now ? .waiting : .idle
        }
        return slots[index].isPromising ? .standby : .opening
    }
}
