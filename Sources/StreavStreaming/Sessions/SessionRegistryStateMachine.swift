import StreavDomain
import StreavPorts

/// Which sessions there are, who gives way to whom, and when each is over. Pure: it asks nobody, draws nothing and is
/// told the time; whoever holds it does what it returns.
///
/// It does not hold the limit, which belongs to the lease authority: it says who would give way when there is no place.
struct SessionRegistryStateMachine: Sendable {
    /// A session that is over, and what is left to do: release its place, and close its socket if it has one.
    struct Ending: Sendable {
        var record: SessionRecord
        var reason: SessionEndReason
    }

    let configuration: SessionConfiguration
    var sessions: [String: SessionRecord] = [:]
    /// Sessions by format and state, kept as they change.
    private(set) var tally: [SessionKind: Int] = [:]
    /// In the order of opening.
    var bySubscriber: [SubscriberID: [String]] = [:]
    /// The sessions that polled on a connection, the latest last.
    var byConnection: [ConnectionKey: [String]] = [:]
    var byRoute: [MediaRoute: [String]] = [:]
    /// Until when a kicked device is refused.
    private var holds: LeastRecentlyUsed<SubscriberDevice, MonotonicInstant>
    /// When a session had to give way to its own device, by id.
    private var moves: LeastRecentlyUsed<String, MonotonicInstant>
    /// On-demand sessions that are over, by where their media went.
    var dormant: LeastRecentlyUsed<MediaRoute, DormantSession>

    init(configuration: SessionConfiguration) {
        self.configuration = configuration
        holds = LeastRecentlyUsed(capacity: configuration.holdCapacity)
        moves = LeastRecentlyUsed(capacity: configuration.moveCapacity)
        dormant = LeastRecentlyUsed(capacity: configuration.dormantCapacity)
    }

    // MARK: Beginning and ending

    /// Writes down a session whose lease was granted; `yielding` gave its place to it.
    ///
    /// - Returns: What is over by it; nil, with nothing changed, when the id is taken: a player that polls chooses it.
    mutating func begin(
        _ candidate: SessionCandidate, yielding: String?, at now: MonotonicInstant, wall: Timestamp
    ) -> [Ending]? {
        guard sessions[candidate.id] == nil else { return nil }
        let ending = yielding.flatMap { end($0, .moved) }
        if let ending { moves.set(now, forKey: ending.record.id) }
        let firstRenewal = now + min(configuration.pendingLife, configuration.renewalInterval)
        let record = SessionRecord(candidate, at: now, wall: wall, renewalDue: firstRenewal)
        sessions[record.id] = record
        tally[record.kind, default: 0] += 1
        bySubscriber[record.subscriber, default: []].append(record.id)
        if record.format != .transportStream { link(record.id, route: candidate.route) }
        if record.isOnDemandHLS { link(record.id, route: candidate.route.ofAnyPlayer) }
        return ending.map { [$0] } ?? []
    }

    /// Nil when there is no such session.
    mutating func end(_ id: String, _ reason: SessionEndReason) -> Ending? {
        guard let record = sessions.removeValue(forKey: id) else { return nil }
        tally[record.kind, default: 0] -= 1
        Self.remove(id, from: &bySubscriber, record.subscriber)
        Self.remove(id, from: &byRoute, record.route)
        if record.isOnDemandHLS { Self.remove(id, from: &byRoute, record.route.ofAnyPlayer) }
        for connection in record.connections { Self.remove(id, from: &byConnection, connection) }
        lieDown(record)
        return Ending(record: record, reason: reason)
    }

    /// Ends what is over by itself: expired, idle, never used. Called every expiry tick.
    mutating func tick(at now: MonotonicInstant, wall: Timestamp) -> [Ending] {
        var over: [(String, SessionEndReason)] = []
        for place in sessions.indices {
            if let reason = endReason(sessions.values[place], at: now, wall: wall) {
                over.append((sessions.keys[place], reason))
            }
        }
        // In the order of ids: a run from a seed must not depend on the order of a hash table.
        return over.sorted { $0.0 < $1.0 }.compactMap { end($0.0, $0.1) }
    }

    private func endReason(
        _ record: borrowing SessionRecord, at now: MonotonicInstant, wall: Timestamp
    ) -> SessionEndReason? {
        if record.grant.isOver(at: wall) { return .denied(record.grant.expiryCode) }
        if record.isBetweenFiles { return now - record.lastActivity >= configuration.fileIdle ? .idle : nil }
        guard record.format == .hls, hasFallenSilent(record, at: now) else { return nil }
        return record.isActive ? .idle : .lapsed
    }

    private func hasFallenSilent(_ record: borrowing SessionRecord, at now: MonotonicInstant) -> Bool {
        if !record.isActive, record.polls == 0 { return now - record.openedAt >= configuration.pendingLife }
        return now - record.lastActivity >= record.idleTime(configuration)
    }

    // MARK: Renewal

    /// The sessions whose lease wants renewing, in the order of opening.
    func due(at now: MonotonicInstant) -> [SubscriberID: [String]] {
        var due: [SubscriberID: [String]] = [:]
        for place in sessions.indices where sessions.values[place].renewalDue <= now {
            due[sessions.values[place].subscriber] = []
        }
        for subscriber in due.keys {
            due[subscriber] = records(of: subscriber).filter { $0.renewalDue <= now }.map(\.id)
        }
        return due
    }

    /// How long a lease lasts that is renewed now. A socket counts as active from the start: it says itself when it
    /// ends.
    func leaseLife(of record: SessionRecord) -> Duration {
        record.isActive || record.format != .hls ? configuration.leaseLife : configuration.provisionalLeaseLife
    }

    /// The lease was renewed. A session that has used up its first one without fetching anything is half-dead from now
    /// on.
    mutating func renewed(_ id: String, at now: MonotonicInstant) {
        guard var record = sessions[id] else { return }
        if !record.isActive, record.format == .hls, now - record.openedAt >= configuration.pendingLife {
            record.isHalfDead = true
        }
        record.renewalDue = now + min(leaseLife(of: record), configuration.renewalInterval)
        sessions[id] = record
    }

    /// Every session renews its lease at the next opportunity.
    mutating func makeAllDue(at now: MonotonicInstant) {
        for id in sessions.keys { sessions[id]?.renewalDue = now }
    }

    mutating func update(_ id: String, grant: SessionGrant) {
        sessions[id]?.grant = grant
    }

    // MARK: Kicks

    mutating func hold(_ device: SubscriberDevice, until: MonotonicInstant) {
        holds.set(until, forKey: device)
    }

    /// How long the device is still held off; nil when it is not.
    func holdTime(_ device: SubscriberDevice, at now: MonotonicInstant) -> Duration? {
        guard let until = holds.peek(device), until > now else { return nil }
        return until - now
    }

    /// When the session had to give way to its own device; nil when it did not, or long ago.
    func movedAt(_ id: String, now: MonotonicInstant) -> MonotonicInstant? {
        moves.peek(id).flatMap { now - $0 <= configuration.maximumIdle ? $0 : nil }
    }

    // MARK: Numbers

    var counts: [SessionCount] {
        StreamFormat.allCases.flatMap { format in
            [ConnectionSnapshot.State.pending, .active].map { state in
                SessionCount(
                    format: format, state: state, count: tally[SessionKind(format: format, state: state)] ?? 0)
            }
        }
    }

    /// Media went to the session.
    mutating func feed(_ place: Dictionary<String, SessionRecord>.Index, bytes: Int, at now: MonotonicInstant) {
        // In place: this runs for every block of every viewer, and a record is large.
        let isFirst = !sessions.values[place].isActive
        if isFirst { tally[sessions.values[place].kind, default: 0] -= 1 }
        sessions.values[place].feed(bytes: bytes, at: now)
        if isFirst { tally[sessions.values[place].kind, default: 0] += 1 }
    }

    // MARK: Indexes

    mutating func link(_ id: String, route: MediaRoute) {
        var ids = byRoute[route] ?? []
        ids.removeAll { $0 == id }
        ids.append(id)
        byRoute[route] = Array(ids.suffix(configuration.attributionCapacity))
    }

    mutating func unlink(_ id: String, route: MediaRoute) {
        Self.remove(id, from: &byRoute, route)
    }

    private static func remove<Key: Hashable>(_ id: String, from index: inout [Key: [String]], _ key: Key) {
        index[key]?.removeAll { $0 == id }
        if index[key]?.isEmpty == true { index[key] = nil }
    }
}
