import StreavDomain
import StreavPorts

/// Files by ranges: one session for all the answers a player has under way at a time.
///
/// A player that seeks opens a new connection before it has closed the old ones, several times a second. All of them
/// belong to one session, told by subscriber, device and stream; it ends when none has been open for a while.
extension SessionRegistryStateMachine {
    enum Joining: Hashable, Sendable {
        /// The answer belongs to this session. `crowdedOut` is the session's oldest answer where it had too many.
        case joined(id: String, crowdedOut: ConnectionKey?)
        case expired(DenialCode)
        /// Nobody of this subscriber, player and stream is known.
        case unknown
    }

    /// One more answer, on a connection that has no other.
    mutating func joinFile(
        credential: SessionCredential, stream: StreamID, device: SessionDevice, connection: ConnectionKey,
        at now: MonotonicInstant, wall: Timestamp
    ) -> Joining {
        let route = MediaRoute(device: device, stream: stream)
        let id = (byRoute[route] ?? []).last { id in
            guard let record = sessions[id] else { return false }
            return record.format == .progressive && record.credential.matches(credential)
        }
        guard let id, let place = sessions.index(forKey: id) else { return .unknown }
        let record = sessions.values[place]
        if record.grant.isOver(at: wall) { return .expired(record.grant.expiryCode) }
        return .joined(id: id, crowdedOut: openFile(place, connection, at: now))
    }

    /// Returns the oldest answer of the session, which has to end, when there were too many.
    private mutating func openFile(
        _ place: Dictionary<String, SessionRecord>.Index, _ connection: ConnectionKey, at now: MonotonicInstant
    ) -> ConnectionKey? {
        var crowdedOut: ConnectionKey?
        if sessions.values[place].openFiles.count >= configuration.filesPerSession {
            crowdedOut = sessions.values[place].openFiles.removeFirst()
        }
        sessions.values[place].openFiles.append(connection)
        sessions.values[place].lastPoll = now
        return crowdedOut
    }

    /// The session goes on for a while without: the player may be about to seek.
    mutating func fileEnded(_ id: String, _ connection: ConnectionKey, at now: MonotonicInstant) {
        guard let place = sessions.index(forKey: id) else { return }
        sessions.values[place].openFiles.removeAll { $0 == connection }
        sessions.values[place].lastPoll = now
    }

    mutating func fileSent(_ id: String, bytes: Int, at now: MonotonicInstant) {
        guard let place = sessions.index(forKey: id) else { return }
        feed(place, bytes: bytes, at: now)
    }
}
