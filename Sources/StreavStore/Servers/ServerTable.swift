public import StreavDomain
internal import StreavSQL

/// Streaming nodes and what they are to run.
public struct ServerTable {
    let connection: any DatabaseConnection

    public func insert(_ details: ServerDetails, now: Timestamp) throws -> ServerID {
        try connection.value(
            """
            INSERT INTO servers (name, name_folded, public_url, status, created_at, updated_at, revision)
            VALUES (
                \(details.name), \(FoldedText.fold(details.name)), \(details.publicURL), \(details.status), \(now),
                \(now), 1
            ) RETURNING id
            """)
    }

    /// False when the server is not there, or has another revision than `expected`.
    public func update(
        _ id: ServerID, _ details: ServerDetails, expecting expected: Int64, now: Timestamp
    ) throws -> Bool {
        try connection.execute(
            """
            UPDATE servers SET name = \(details.name), name_folded = \(FoldedText.fold(details.name)),
                public_url = \(details.publicURL), status = \(details.status), updated_at = \(now),
                revision = revision + 1
            WHERE id = \(id) AND revision = \(expected)
            """) == 1
    }

    /// False when the server is not there.
    public func delete(_ id: ServerID) throws -> Bool {
        try connection.execute("DELETE FROM servers WHERE id = \(id)") == 1
    }

    /// No change that anybody made: the revision stays. False when the server is not there.
    public func noteHeartbeat(of id: ServerID, now: Timestamp) throws -> Bool {
        try connection.execute("UPDATE servers SET last_heartbeat_at = \(now) WHERE id = \(id)") == 1
    }

    public func find(_ id: ServerID) throws -> Server? {
        try connection.fetchOne("SELECT \(Self.columns) FROM servers WHERE id = \(id)", Self.server)
    }

    /// Ignores case.
    public func find(name: String) throws -> Server? {
        try connection.fetchOne(
            "SELECT \(Self.columns) FROM servers WHERE name_folded = \(FoldedText.fold(name))", Self.server)
    }

    /// All, by name.
    public func all() throws -> [Server] {
        try connection.fetch("SELECT \(Self.columns) FROM servers ORDER BY name_folded, id", Self.server)
    }

    /// Wants a live stream on a server, or no longer. The generation grows when that is a change.
    public func assign(_ liveStream: LiveStreamID, to server: ServerID, isWanted: Bool, now: Timestamp) throws {
        try connection.execute(
            """
            INSERT INTO server_assignments (server_id, live_stream_id, generation, is_wanted, updated_at)
            VALUES (\(server), \(liveStream), 1, \(isWanted), \(now))
            ON CONFLICT (server_id, live_stream_id) DO UPDATE SET
                generation = server_assignments.generation + 1, is_wanted = excluded.is_wanted,
                updated_at = excluded.updated_at
            WHERE server_assignments.is_wanted <> excluded.is_wanted
            """)
    }

    /// What a server was told, wanted or not, by live stream.
    public func assignments(of server: ServerID) throws -> [ServerAssignment] {
        try connection.fetch(
            """
            SELECT server_id, live_stream_id, generation, is_wanted FROM server_assignments
            WHERE server_id = \(server) ORDER BY live_stream_id
            """
        ) { row in
            ServerAssignment(
                server: try row["server_id"], liveStream: try row["live_stream_id"], generation: try row["generation"],
                isWanted: try row["is_wanted"])
        }
    }

    private static let columns: SQL = """
        id, name, public_url, status, last_heartbeat_at, created_at, updated_at, revision
        """

    private static func server(_ row: SQLRow) throws -> Server {
        Server(
            id: try row["id"],
            details: ServerDetails(
                name: try row["name"], publicURL: try row["public_url"], status: try row["status"]),
            lastHeartbeatAt: try row["last_heartbeat_at"], createdAt: try row["created_at"],
            updatedAt: try row["updated_at"], revision: try row["revision"])
    }
}
