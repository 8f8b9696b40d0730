import StreavDomain
import StreavPorts
import StreavStreaming

/// What of a node's sessions is written and what is to be written next. Pure: it is told the sessions and the time, and
/// says which rows are due.
///
/// What begins and what ends is due at once, what goes on at intervals. What could not be written stays due, so a
/// database that was away is caught up with: nobody is forgotten but sessions that came and went beyond the bounds.
struct ConnectionLedger: Sendable {
    private struct Written: Sendable {
        /// Of the bytes that the session has now.
        var bytes: Int64
        var at: MonotonicInstant
        /// As of the last look: for the end of a session that nobody told of.
        var last: ConnectionSnapshot
        var lastSeenAt: Timestamp
        var isMissing = false
    }

    private struct End: Sendable {
        var session: ConnectionSnapshot
        var at: Timestamp
        var reason: String
    }

    /// How often a session that goes on is written.
    static let interval: Duration = .seconds(10)
    /// Rows of one round: what a node asks of the database is bounded, however many watch.
    static let roundLimit = 2048
    /// Ends that wait to be written.
    static let endCapacity = 40_000
    /// The end of a session whose reason is not known any more.
    static let unknownReason = "unknown"

    private var written: [String: Written] = [:]
    private var ends: [String: End] = [:]
    private var open: [String: ConnectionSnapshot] = [:]

    /// The sessions there are, and then those that have ended since the last look, in this order: so no session is
    /// missed that ended in between.
    mutating func look(_ snapshots: [ConnectionSnapshot], ended: [EndedSessions.Entry], wall: Timestamp) {
        open = Dictionary(snapshots.map { ($0.sessionID, $0) }, uniquingKeysWith: { $1 })
        for entry in ended {
            let id = entry.session.sessionID
            if let again = open[id], again.openedAt >= entry.endedAt {
                // It has begun anew under its id: what it got before counts as well.
                if written[id] != nil { written[id]?.bytes -= entry.session.bytes }
                continue
            }
            open[id] = nil
            guard ends.count < Self.endCapacity else { continue }
            ends[id] = End(session: entry.session, at: entry.endedAt, reason: entry.reason.label)
        }
        for id in open.keys {
            ends[id] = nil
            written[id]?.isMissing = false
            if let snapshot = open[id] {
                written[id]?.last = snapshot
                written[id]?.lastSeenAt = wall
            }
        }
        for id in written.keys where open[id] == nil && ends[id] == nil {
            // Of the ends those that did not fit are not told; one look is given to an end that is being told.
            if written[id]?.isMissing == true, let lost = written[id] {
                ends[id] = End(session: lost.last, at: lost.lastSeenAt, reason: Self.unknownReason)
            }
            written[id]?.isMissing = true
        }
    }

    /// What is to be written now, the most urgent first, at most ``roundLimit`` rows, each of a session of its own.
    func due(at now: MonotonicInstant, wall: Timestamp) -> [ConnectionSighting] {
        var due = ends.values.sorted { $0.at < $1.at }.prefix(Self.roundLimit).map { end in
            var sighting = sighting(end.session, at: end.at)
            sighting.endedAt = max(end.at, end.session.openedAt)
            sighting.closeReason = end.reason
            return sighting
        }
        guard due.count < Self.roundLimit else { return due }
        let new = open.values.filter { written[$0.sessionID] == nil }
        due += new.prefix(Self.roundLimit - due.count).map { sighting($0, at: wall) }
        guard due.count < Self.roundLimit else { return due }
        let waiting = open.values.compactMap { snapshot -> (ConnectionSnapshot, MonotonicInstant)? in
            guard let before = written[snapshot.sessionID], now - before.at >= Self.interval else { return nil }
            return (snapshot, before.at)
        }
        due += waiting.sorted { $0.1 < $1.1 }.prefix(Self.roundLimit - due.count).map { sighting($0.0, at: wall) }
        return due
    }

    /// These are in the database.
    mutating func note(written sightings: some Sequence<ConnectionSighting>, at now: MonotonicInstant) {
        for sighting in sightings {
            let id = sighting.sessionID
            if sighting.endedAt != nil {
                ends[id] = nil
                written[id] = nil
            } else if let snapshot = open[id] {
                let bytes = (written[id]?.bytes ?? 0) + sighting.newBytes
                written[id] = Written(bytes: bytes, at: now, last: snapshot, lastSeenAt: sighting.seenAt)
            }
        }
    }

    private func sighting(_ session: ConnectionSnapshot, at moment: Timestamp) -> ConnectionSighting {
        ConnectionSighting(
            sessionID: session.sessionID, subscriber: session.subscriberID, stream: session.streamID,
            format: session.format, address: session.address.description,
            // No database keeps a zero character.
            userAgent: session.userAgent.isEmpty ? nil : session.userAgent.filter { $0 != "\0" },
            startedAt: session.openedAt, seenAt: max(moment, session.openedAt),
            newBytes: max(0, session.bytes - (written[session.sessionID]?.bytes ?? 0)))
    }
}
