public import StreavMedia
public import StreavPorts

/// Decides which inputs are open and which of them is on air. Pure: events and the time in, actions out.
///
/// - The best input is opened first. When the one on air dies, or an opened one fails, the next in order is opened at
///   once; one failure uses up one input. Failed ones are retried in parallel, each after its own backoff.
/// - An input goes on air with its first video key frame (a radio programme with its first sound).
/// - While a lower input is on air, the higher ones are retried; one that delivers without fault for
///   ``SourceRules/healthTime`` takes over at its next key frame.
/// - A degraded input is left only for a healthy one.
/// - An input that somebody chose goes on air with its next key frame, and no better one takes over while it is well.
///   Once it fails, the order decides again.
/// - Every input has one connection at most, the one that is closing included.
public struct SourceSupervisorStateMachine: Sendable {
    public enum Action: Sendable {
        /// Open the input; answer with ``ended(_:error:at:)`` when the connection is gone, whatever the reason.
        case open(SourceConnectionID)
        /// Close it. What it still delivers is not looked at.
        case close(SourceConnectionID)
        /// ``ProgramSink/begin(input:tracks:)``.
        case begin(input: Int, tracks: [TransportTrack])
        /// ``ProgramSink/consume(_:)``.
        case deliver([TransportEvent])
        /// ``ProgramSink/inputsAreDown()``.
        case inputsAreDown
        case notice(SourceNotice)
    }

    let rules: SourceRules
    let entropy: any Entropy
    var slots: [SourceSlot]
    var activeIndex: Int?
    var activeSince: MonotonicInstant?
    var lastOnAir: Int?
    var lastVoluntarySwitch: MonotonicInstant?
    var switches = 0
    /// The sink was told that no input delivers.
    var isDown = false
    var isRunning = false
    /// The input that somebody chose: goes on air as soon as it can, and stays until it fails.
    var preferred: Int?

    /// - Parameter entropy: Where the jitter of retries comes from; the only thing that is not in the events.
    public init(plan: [SourcePlan], rules: SourceRules, entropy: any Entropy, now: MonotonicInstant) {
        self.rules = rules
        self.entropy = entropy
        self.slots = plan.map { SourceSlot(plan: $0, now: now) }
    }

    /// Begins the supervision: opens the best input.
    public mutating func start(at now: MonotonicInstant) -> [Action] {
        precondition(!isRunning, "A supervisor runs once at a time.")
        isRunning = true
        isDown = false
        preferred = nil
        for index in slots.indices {
            slots[index].isUsedUp = false
            slots[index].backoff.hurry(now: now)
        }
        return reconcile(at: now)
    }

    /// Ends the supervision: closes all, opens nothing any more.
    public mutating func stop(at now: MonotonicInstant) -> [Action] {
        isRunning = false
        activeIndex = nil
        activeSince = nil
        var actions: [Action] = []
        for index in slots.indices { close(index, at: now, &actions) }
        updateStates(at: now)
        return actions
    }

    /// Takes what a connection delivered: `byteCount` bytes that held `events`. Ignored where it is not open any more.
    public mutating func received(
        _ events: [TransportEvent], byteCount: Int, from connection: SourceConnectionID, at now: MonotonicInstant
    ) -> [Action] {
        guard isOpen(connection), slots[connection.input].health != nil else { return [] }
        let index = connection.input
        var actions: [Action] = []
        let hadTracks = slots[index].isPromising
        let wasDegraded = slots[index].health?.isDegraded ?? false
        slots[index].health?.note(bytes: byteCount, at: now)
        var start = activeIndex == index ? 0 : nil
        for (position, event) in events.enumerated() {
            slots[index].health?.note(event, at: now)
            guard start == nil, case .unit(let unit) = event, canTakeOver(index, with: unit, at: now) else { continue }
            start = position
            takeOver(index, at: now, &actions)
        }
        if let start, start < events.count {
            actions.append(.deliver(start == 0 ? events : Array(events[start...])))
        }
        slots[index].learn(at: now)
        noteDegradation(of: index, was: wasDegraded, &actions)
        if let failure = slots[index].health?.failure(at: now) {
            fail(index, failure, at: now, &actions)
            return actions + reconcile(at: now)
        }
        let changed =
            hadTracks != slots[index].isPromising || wasDegraded != slots[index].health?.isDegraded
            || actions.contains { if case .begin = $0 { true } else { false } }
        return changed ? actions + reconcile(at: now) : actions
    }

    /// A connection is gone: its source ended by itself (nil) or threw, or it was closed as told.
    public mutating func ended(
        _ connection: SourceConnectionID, error: SourceFailure?, at now: MonotonicInstant
    ) -> [Action] {
        let index = connection.input
        var actions: [Action] = []
        if isOpen(connection) {
            fail(index, error ?? endFailure(of: index), at: now, &actions)
        }
        guard slots[index].phase == .closing(connection) else { return actions }
        slots[index].ended()
        return actions.filter { if case .close = $0 { false } else { true } } + reconcile(at: now)
    }

    /// The time went on to or past ``nextDeadline(after:)``.
    public mutating func tick(at now: MonotonicInstant) -> [Action] {
        var actions: [Action] = []
        for index in slots.indices {
            guard let failure = slots[index].health?.failure(at: now) else { continue }
            fail(index, failure, at: now, &actions)
            actions += reconcile(at: now)
        }
        return actions + reconcile(at: now)
    }

    public func snapshot(at now: MonotonicInstant) -> SourceSupervisorSnapshot {
        SourceSupervisorSnapshot(
            sources: slots.map { $0.snapshot(at: now) }, activeIndex: activeIndex, switches: switches, isDown: isDown)
    }

    func isOpen(_ connection: SourceConnectionID) -> Bool {
        slots.indices.contains(connection.input) && slots[connection.input].phase == .open(connection)
    }

    private func endFailure(of index: Int) -> SourceFailure {
        guard let health = slots[index].health, !health.isSilent, !health.hasTracks else {
            return SourceFailure(.ended, "The source ended.")
        }
        return SourceFailure(.notMedia, "The source ended, and what it sent was no MPEG transport stream.")
    }
}
