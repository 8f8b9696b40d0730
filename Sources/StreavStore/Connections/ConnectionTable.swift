public import StreavDomain
internal import StreavSQL

/// Who watches what from where, as the streaming nodes report it, and who did.
public struct ConnectionTable {
    let connection: any DatabaseConnection

    /// The most sightings of one ``note(_:by:)``.
    public static let sightingLimit = 256

    /// A node says how sessions of its are, in one statement. Rows are made, brought up to date and ended by it.
    ///
    /// A session goes along to another node under its id: the node that reports it open has it, and the end that the
    /// one before reports, earlier or later, does not end it there.
    ///
    /// - Parameter sightings: At most ``sightingLimit``, each of a session of its own.
    public func note(_ sightings: [ConnectionSighting], by server: ServerID) throws {
        guard !sightings.isEmpty else { return }
        precondition(sightings.count <= Self.sightingLimit, "sightings come in bounded batches")
        try connection.execute(
            """
            INSERT INTO connections (
                session_id, subscriber_id, username, live_stream_id, on_demand_stream_id, stream_name, server_id,
                format, address, country, user_agent, started_at, last_seen_at, ended_at, bytes, close_reason
            ) VALUES \(sightings.map { Self.row($0, server) }.joined(by: ", "))
            ON CONFLICT (session_id) DO UPDATE SET
                server_id = CASE WHEN excluded.ended_at IS NULL THEN excluded.server_id ELSE connections.server_id END,
                address = excluded.address, country = excluded.country, user_agent = excluded.user_agent,
                last_seen_at = CASE WHEN excluded.last_seen_at > connections.last_seen_at
                    THEN excluded.last_seen_at ELSE connections.last_seen_at END,
                bytes = connections.bytes + excluded.bytes,
                ended_at = CASE WHEN excluded.ended_at IS NULL THEN NULL
                    WHEN connections.server_id <> excluded.server_id THEN connections.ended_at
                    WHEN excluded.ended_at < connections.started_at THEN connections.started_at
                    ELSE excluded.ended_at END,
                close_reason = CASE WHEN connections.server_id <> excluded.server_id AND excluded.ended_at IS NOT NULL
                    THEN connections.close_reason ELSE excluded.close_reason END
            """)
    }

    /// Names are taken as they are now; what was deleted meanwhile is left out.
    private static func row(_ sighting: ConnectionSighting, _ server: ServerID) -> SQL {
        let name: SQL =
            switch sighting.stream {
            case .live(let id): "(SELECT name FROM live_streams WHERE id = \(id))"
            case .onDemand(let id): "(SELECT name FROM on_demand_streams WHERE id = \(id))"
            }
        let nameless = sighting.subscriber == .preview ? "preview" : ""
        let ended = sighting.endedAt.map { max($0, sighting.startedAt) }
        return """
            (
                \(sighting.sessionID), (SELECT id FROM subscribers WHERE id = \(sighting.subscriber)),
                coalesce((SELECT username FROM subscribers WHERE id = \(sighting.subscriber)), \(nameless)),
                (SELECT id FROM live_streams WHERE id = \(sighting.stream.live)),
                (SELECT id FROM on_demand_streams WHERE id = \(sighting.stream.onDemand)), coalesce(\(name), ''),
                (SELECT id FROM servers WHERE id = \(server)), \(sighting.format), \(sighting.address),
                \(sighting.country), \(sighting.userAgent), \(sighting.startedAt), \(sighting.seenAt), \(ended),
                \(max(0, sighting.newBytes)), \(sighting.closeReason)
            )
            """
    }

    /// A server has none of the sessions any longer that it reported open: its process died, or is another one.
    ///
    /// - Returns: How many there were.
    @discardableResult
    public func endOpen(of server: ServerID, reason: String) throws -> Int {
        try connection.execute(
            """
            UPDATE connections SET close_reason = \(reason),
                ended_at = CASE WHEN last_seen_at > started_at THEN last_seen_at ELSE started_at END
            WHERE server_id = \(server) AND ended_at IS NULL
            """)
    }

    /// Ends what nobody has reported since a moment, whoever had it; at most `limit` of it.
    ///
    /// - Returns: How many there were.
    @discardableResult
    public func endForgotten(seenBefore moment: Timestamp, reason: String, limit: Int) throws -> Int {
        try connection.execute(
            """
            UPDATE connections SET close_reason = \(reason),
                ended_at = CASE WHEN last_seen_at > started_at THEN last_seen_at ELSE started_at END
            WHERE id IN (
                SELECT id FROM connections WHERE ended_at IS NULL AND last_seen_at < \(moment)
                ORDER BY last_seen_at LIMIT \(limit)
            )
            """)
    }

    /// Forgets what is over and began before a moment, at most `limit` of it.
    ///
    /// - Returns: How many there were.
    @discardableResult
    public func prune(startedBefore moment: Timestamp, limit: Int) throws -> Int {
        try connection.execute(
            """
            DELETE FROM connections WHERE id IN (
                SELECT id FROM connections WHERE started_at < \(moment) AND ended_at IS NOT NULL
                ORDER BY started_at LIMIT \(limit)
            )
            """)
    }

    /// When the row began that has `count` younger ones; nil where there are fewer.
    public func start(after count: Int) throws -> Timestamp? {
        try connection.fetchValue(
            "SELECT started_at FROM connections ORDER BY started_at DESC, id DESC LIMIT 1 OFFSET \(count)")
    }

    /// Those that go on.
    public func openCount() throws -> Int {
        try connection.value("SELECT count(*) FROM connections WHERE ended_at IS NULL")
    }
}
