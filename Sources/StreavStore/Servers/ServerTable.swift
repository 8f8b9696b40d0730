public import StreavDomain
internal import StreavSQL

/// Streaming nodes.
public struct ServerTable {
    let connection: any DatabaseConnection

    public func insert(_ details: ServerDetails, now: Timestamp) throws -> ServerID {
        try connection.value(
            """
            INSERT INTO servers (name, name_folded, public_url, status, weight, created_at, updated_at, revision)
            VALUES (
                \(details.name), \(FoldedText.fold(details.name)), \(details.publicURL), \(details.status),
                \(details.weight), \(now), \(now), 1
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
                public_url = \(details.publicURL), status = \(details.status), weight = \(details.weight),
                updated_at = \(now), revision = revision + 1
            WHERE id = \(id) AND revision = \(expected)
            """) == 1
    }

    /// False when the server is not there.
    public func delete(_ id: ServerID) throws -> Bool {
        try connection.execute("DELETE FROM servers WHERE id = \(id)") == 1
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

    private static let columns: SQL = """
        id, name, public_url, status, weight, incarnation, heartbeats, last_heartbeat_at, is_lost, is_leaving, viewers,
        channels, outgoing_bits_per_second, created_at, updated_at, revision
        """

    private static func server(_ row: SQLRow) throws -> Server {
        Server(
            id: try row["id"],
            details: ServerDetails(
                name: try row["name"], publicURL: try row["public_url"], status: try row["status"],
                weight: try row["weight"]),
            health: ServerHealth(
                incarnation: try row["incarnation"], heartbeats: try row["heartbeats"],
                lastHeartbeatAt: try row["last_heartbeat_at"], isLost: try row["is_lost"],
                isLeaving: try row["is_leaving"]),
            load: ServerLoad(
                viewers: try row["viewers"], channels: try row["channels"],
                outgoingBitsPerSecond: try row["outgoing_bits_per_second"]),
            createdAt: try row["created_at"], updatedAt: try row["updated_at"], revision: try row["revision"])
    }
}
