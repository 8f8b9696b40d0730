public import StreavDomain
internal import StreavSQL

/// What nodes say of themselves, and what is concluded when they say nothing. None of it is a change that anybody made:
/// the revision stays.
extension ServerTable {
    /// A node's process has started: its row is made or refreshed, and whatever it was assigned has a new generation,
    /// since nothing of it runs yet. An administrator's status and weight stay.
    ///
    /// - Parameter details: Status and weight count for a server that is new.
    public func register(_ details: ServerDetails, now: Timestamp) throws -> ServerRegistration {
        let registration = try connection.fetchOne(
            """
            INSERT INTO servers (
                name, name_folded, public_url, status, weight, incarnation, heartbeats, last_heartbeat_at, created_at,
                updated_at, revision
            ) VALUES (
                \(details.name), \(FoldedText.fold(details.name)), \(details.publicURL), \(details.status),
                \(details.weight), 1, 1, \(now), \(now), \(now), 1
            )
            ON CONFLICT (name_folded) DO UPDATE SET
                name = excluded.name, public_url = excluded.public_url, incarnation = servers.incarnation + 1,
                heartbeats = servers.heartbeats + 1, last_heartbeat_at = excluded.last_heartbeat_at, is_lost = 0,
                is_leaving = 0, viewers = 0, channels = 0, outgoing_bits_per_second = 0
            RETURNING id, incarnation
            """
        ) { row in
            ServerRegistration(server: try row["id"], incarnation: try row["incarnation"])
        }
        guard let registration else { preconditionFailure("an insertion that returns a row returns it") }
        try connection.assignments.renew(of: registration.server, now: now)
        return registration
    }

    /// False when another process has taken the name since, or the server was deleted.
    public func beat(_ registration: ServerRegistration, load: ServerLoad, now: Timestamp) throws -> Bool {
        try connection.execute(
            """
            UPDATE servers SET heartbeats = heartbeats + 1, last_heartbeat_at = \(now), is_lost = 0,
                viewers = \(load.viewers), channels = \(load.channels),
                outgoing_bits_per_second = \(load.outgoingBitsPerSecond)
            WHERE id = \(registration.server) AND incarnation = \(registration.incarnation)
            """) == 1
    }

    /// The process goes out of service. False as for ``beat(_:load:now:)``.
    public func leave(_ registration: ServerRegistration) throws -> Bool {
        try connection.execute(
            """
            UPDATE servers SET is_leaving = 1
            WHERE id = \(registration.server) AND incarnation = \(registration.incarnation)
            """) == 1
    }

    /// A server fell silent at `heartbeats`. False when it has spoken since, or is known to be lost.
    public func noteLost(_ id: ServerID, at heartbeats: Int64) throws -> Bool {
        try connection.execute(
            "UPDATE servers SET is_lost = 1 WHERE id = \(id) AND heartbeats = \(heartbeats) AND is_lost = 0") == 1
    }
}
