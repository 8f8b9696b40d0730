import StreavMedia
import StreavPorts

/// One input of the plan, with what was learnt of it over all its connections.
struct SourceSlot: Sendable {
    enum Phase: Sendable, Equatable {
        case closed
        case open(SourceConnectionID)
        /// Told to close; until it has ended no other connection of this input is opened.
        case closing(SourceConnectionID)
    }

    let plan: SourcePlan
    private(set) var phase = Phase.closed
    /// Of the open connection.
    var health: SourceHealth?
    var backoff: SourceBackoff
    /// Failed since an input was last on air.
    var isUsedUp = false
    /// Opened only for a look at its tracks.
    var isProbe = false
    /// When its tracks were last seen, or looked for in vain.
    var checkedAt: MonotonicInstant?
    var isDivergent = false
    var state = SourceSnapshot.State.idle
    var since: MonotonicInstant
    private(set) var lastFailure: SourceFailure?
    private(set) var tracks: [TransportTrack] = []
    private(set) var formats: [MediaFormat?] = []
    private var attempts = 0
    /// Attempts in a row to which not a byte came.
    private var silentAttempts = 0
    private var byteCount: Int64 = 0
    private var faults: [TransportFault: Int] = [:]

    init(plan: SourcePlan, now: MonotonicInstant) {
        self.plan = plan
        self.backoff = SourceBackoff(now: now)
        self.since = now
    }

    var isOpen: Bool {
        if case .open = phase { true } else { false }
    }

    /// Delivers a programme, so it can be on air at its next key frame.
    var isPromising: Bool { health?.hasTracks ?? false }

    func mayOpen(at now: MonotonicInstant) -> Bool {
        phase == .closed && backoff.notBefore <= now
    }

    mutating func open(input: Int, rules: SourceRules, at now: MonotonicInstant) -> SourceConnectionID {
        precondition(phase == .closed, "An input has one connection at a time.")
        attempts += 1
        let connection = SourceConnectionID(input: input, attempt: attempts)
        phase = .open(connection)
        var openingTime = plan.deadAfter
        for _ in 0..<silentAttempts where openingTime < rules.longestOpening { openingTime *= 2 }
        openingTime = max(plan.deadAfter, min(openingTime, rules.longestOpening))
        health = SourceHealth(deadAfter: plan.deadAfter, openingTime: openingTime, rules: rules, now: now)
        return connection
    }

    /// The supervisor lets go of the connection. Returns what must be closed.
    mutating func close(at now: MonotonicInstant) -> SourceConnectionID? {
        guard case .open(let connection) = phase else { return nil }
        if let health, health.isHealthy(at: now) { backoff.forgive() }
        settle()
        phase = .closing(connection)
        return connection
    }

    /// The connection has ended, by itself or because it was closed.
    mutating func ended() {
        settle()
        phase = .closed
    }

    mutating func fail(_ failure: SourceFailure, at now: MonotonicInstant) {
        lastFailure = failure
        checkedAt = now
        guard let health else { return }
        silentAttempts = health.isSilent ? silentAttempts + 1 : 0
    }

    /// Remembers what the open connection says of its tracks.
    mutating func learn(at now: MonotonicInstant) {
        guard let health, health.hasTracks else { return }
        if tracks != health.tracks { formats = [] }
        tracks = health.tracks
        if formats != health.formats, health.formats.contains(where: { $0 != nil }) || formats.isEmpty {
            formats = health.formats
        }
        checkedAt = now
    }

    func snapshot(at now: MonotonicInstant) -> SourceSnapshot {
        SourceSnapshot(
            state: state, since: since, isDegraded: health?.isDegraded ?? false, isDivergent: isDivergent,
            restarts: max(0, attempts - 1), bytes: byteCount + (health?.byteCount ?? 0),
            bitrate: health?.bitrate(at: now) ?? 0,
            faults: faults.merging(health?.faults ?? [:], uniquingKeysWith: +), lastFailure: lastFailure,
            tracks: tracks, formats: formats)
    }

    private mutating func settle() {
        guard let health else { return }
        byteCount += health.byteCount
        faults.merge(health.faults, uniquingKeysWith: +)
        self.health = nil
        isProbe = false
    }
}
