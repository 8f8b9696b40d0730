public import StreavDomain
internal import StreavSQL

/// Which server runs which live stream: what is desired, not what is.
public struct AssignmentTable {
    let connection: any DatabaseConnection

    /// Counts the changes; whoever has read at a revision knows all up to it.
    public func revision() throws -> Int64 {
        try connection.value("SELECT revision FROM fleet WHERE id = 1")
    }

    /// To be called once by every transaction that changes an assignment or may do so.
    @discardableResult
    public func advance() throws -> Int64 {
        try connection.value("UPDATE fleet SET revision = revision + 1 WHERE id = 1 RETURNING revision")
    }

    /// Of all live streams that are switched on, by stream; in generation 0 those that no server was ever given.
    public func all() throws -> [ServerAssignment] {
        try connection.fetch(
            """
            SELECT s.id, a.server_id, coalesce(a.generation, 0) AS generation, coalesce(a.is_watched, 0) AS is_watched
            FROM live_streams s LEFT JOIN server_assignments a ON a.live_stream_id = s.id
            WHERE s.is_enabled = 1 ORDER BY s.id
            """
        ) { row in
            ServerAssignment(
                liveStream: try row["id"], server: try row["server_id"], generation: try row["generation"],
                isWatched: try row["is_watched"])
        }
    }

    /// Every live stream that is switched on, assigned or not, by stream.
    public func placements() throws -> [FleetAssignment.Placement] {
        try connection.fetch(
            """
            SELECT s.id, a.server_id, coalesce(a.is_watched, 0) AS is_watched
            FROM live_streams s LEFT JOIN server_assignments a ON a.live_stream_id = s.id
            WHERE s.is_enabled = 1 ORDER BY s.id
            """
        ) { row in
            FleetAssignment.Placement(
                stream: try row["id"], server: try row["server_id"], isWatched: try row["is_watched"])
        }
    }

    /// Live streams that are switched off and assigned all the same.
    public func superfluous() throws -> [LiveStreamID] {
        try connection.fetch(
            """
            SELECT a.live_stream_id FROM server_assignments a JOIN live_streams s ON s.id = a.live_stream_id
            WHERE s.is_enabled = 0 AND a.server_id IS NOT NULL ORDER BY a.live_stream_id
            """
        ) { try $0["live_stream_id"] }
    }

    /// Wants a stream on a server, or on none, in a generation of its own.
    public func place(_ stream: LiveStreamID, on server: ServerID?, now: Timestamp) throws {
        try connection.execute(
            """
            INSERT INTO server_assignments (live_stream_id, server_id, generation, is_watched, updated_at)
            VALUES (\(stream), \(server), 1, 0, \(now))
            ON CONFLICT (live_stream_id) DO UPDATE SET
                server_id = excluded.server_id, generation = server_assignments.generation + 1, is_watched = 0,
                updated_at = excluded.updated_at
            """)
    }

    /// What a server was assigned has a new generation.
    func renew(of server: ServerID, now: Timestamp) throws {
        let count = try connection.execute(
            """
            UPDATE server_assignments SET generation = generation + 1, is_watched = 0, updated_at = \(now)
            WHERE server_id = \(server)
            """)
        if count > 0 { try advance() }
    }

    /// A server says of streams it runs whether they are watched. Those that were moved meanwhile are left alone.
    public func note(_ streams: [LiveStreamID], areWatched: Bool, by server: ServerID) throws {
        guard !streams.isEmpty else { return }
        try connection.execute(
            """
            UPDATE server_assignments SET is_watched = \(areWatched)
            WHERE server_id = \(server) AND live_stream_id IN (\(values: streams))
            """)
    }

    /// The name of the server that is to run a stream; nil where none is.
    public func serverName(of stream: LiveStreamID) throws -> String? {
        try connection.fetchOne(
            """
            SELECT v.name FROM server_assignments a JOIN servers v ON v.id = a.server_id
            WHERE a.live_stream_id = \(stream)
            """
        ) { try $0["name"] }
    }

    /// The public address of the server that runs a stream, when it is one of several and players may be sent there.
    public func publicURL(of stream: LiveStreamID) throws -> String? {
        try connection.fetchOne(
            """
            SELECT v.public_url FROM server_assignments a JOIN servers v ON v.id = a.server_id
            WHERE a.live_stream_id = \(stream) AND v.status = \(ServerStatus.active) AND v.is_lost = 0
                AND v.is_leaving = 0 AND (SELECT count(*) FROM servers WHERE heartbeats > 0) > 1
            """
        ) { try $0["public_url"] }
    }
}
