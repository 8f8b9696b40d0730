import StreavDomain
import StreavPorts

/// Polls and media: what keeps a session.
extension SessionRegistryStateMachine {
    enum Poll: Hashable, Sendable {
        case granted
        case expired(DenialCode)
        /// No such session, or not this player's as it is now.
        case unknown
    }

    /// One media playlist request.
    mutating func poll(
        _ id: String, credential: SessionCredential, stream: StreamID, device: SessionDevice,
        connection: ConnectionKey, at now: MonotonicInstant, wall: Timestamp
    ) -> Poll {
        guard let record = sessions[id], record.format == .hls, record.stream == stream,
            record.credential.matches(credential), record.device == device
        else { return .unknown }
        if record.grant.isOver(at: wall) { return .expired(record.grant.expiryCode) }
        notePoll(id, connection: connection, at: now)
        return .granted
    }

    /// The session's player has another address or name now. True when the session follows it: only if the player it
    /// had has been silent for half its rhythm, so that two devices cannot use one session between them.
    mutating func adopt(_ id: String, device: SessionDevice, at now: MonotonicInstant) -> Bool {
        guard var record = sessions[id] else { return false }
        guard record.device != device else { return true }
        let rhythm = record.pollInterval ?? record.targetDuration
        guard record.polls == 0 || now - record.lastPoll >= rhythm / 2 else { return false }
        let (old, new) = (record.route, MediaRoute(device: device, stream: record.stream))
        unlink(id, route: old)
        if record.isOnDemandHLS { unlink(id, route: old.ofAnyPlayer) }
        record.device = device
        sessions[id] = record
        link(id, route: new)
        if record.isOnDemandHLS { link(id, route: new.ofAnyPlayer) }
        return true
    }

    mutating func notePoll(_ id: String, connection: ConnectionKey, at now: MonotonicInstant) {
        guard var record = sessions[id] else { return }
        record.notePoll(at: now, configuration)
        // Behind a CDN polling is playing: the first load and two reloads.
        let feedsByPolling = configuration.isBehindCDN && record.polls > 2
        if record.connections.last != connection {
            record.connections.removeAll { $0 == connection }
            record.connections.append(connection)
            if record.connections.count > configuration.attributionCapacity {
                let dropped = record.connections.removeFirst()
                byConnection[dropped]?.removeAll { $0 == id }
                if byConnection[dropped]?.isEmpty == true { byConnection[dropped] = nil }
            }
        }
        sessions[id] = record
        if feedsByPolling, let place = sessions.index(forKey: id) { feed(place, bytes: 0, at: now) }
        if byConnection[connection]?.last != id {
            var ids = byConnection[connection] ?? []
            ids.removeAll { $0 == id }
            ids.append(id)
            byConnection[connection] = Array(ids.suffix(configuration.attributionCapacity))
        }
    }

    /// Media of a channel went out on a connection. Attributes it to the session that polled there last, else to one
    /// that polled from the same address with the same player: of several the one that was fed longest ago, since they
    /// take turns. Returns the session's id; nil when it is nobody's.
    @discardableResult
    mutating func mediaSent(
        stream: StreamID, connection: ConnectionKey, device: SessionDevice, bytes: Int, at now: MonotonicInstant
    ) -> String? {
        // A proxy may carry many viewers on one connection, and some players fetch media under another name than
        // playlists.
        guard let place = attribution(stream, connection, device) else { return nil }
        feed(place, bytes: bytes, at: now)
        return sessions.keys[place]
    }

    /// The session that media on a connection goes to.
    func attribution(
        _ stream: StreamID, _ connection: ConnectionKey, _ device: SessionDevice
    ) -> Dictionary<String, SessionRecord>.Index? {
        let route = MediaRoute(device: device, stream: stream)
        return onConnection(connection, stream, device) ?? onRoute(route) ?? onRoute(route.ofAnyPlayer)
    }

    private func onConnection(
        _ connection: ConnectionKey, _ stream: StreamID, _ device: SessionDevice
    ) -> Dictionary<String, SessionRecord>.Index? {
        guard let ids = byConnection[connection] else { return nil }
        var second: Dictionary<String, SessionRecord>.Index?
        for id in ids.reversed() {
            guard let place = sessions.index(forKey: id), sessions.values[place].stream == stream,
                sessions.values[place].device.address == device.address
            else { continue }
            if sessions.values[place].device.userAgent == device.userAgent { return place }
            second = second ?? place
        }
        return second
    }

    private func onRoute(_ route: MediaRoute) -> Dictionary<String, SessionRecord>.Index? {
        (byRoute[route] ?? [])
            .compactMap { sessions.index(forKey: $0) }
            .filter { sessions.values[$0].polls > 0 }
            .min { left, right in
                (sessions.values[left].lastFed, sessions.keys[left])
                    < (sessions.values[right].lastFed, sessions.keys[right])
            }
    }

    mutating func transportStreamSent(_ id: String, bytes: Int, at now: MonotonicInstant) {
        guard let place = sessions.index(forKey: id) else { return }
        feed(place, bytes: bytes, at: now)
    }

    mutating func connectionClosed(_ connection: ConnectionKey) {
        for id in byConnection.removeValue(forKey: connection) ?? [] {
            sessions[id]?.connections.removeAll { $0 == connection }
        }
    }
}
