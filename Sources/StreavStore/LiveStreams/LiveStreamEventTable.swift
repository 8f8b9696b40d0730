public import StreavDomain
internal import StreavSQL

/// What happened to live streams while nodes ran them: the last of each, for a time.
public struct LiveStreamEventTable {
    let connection: any DatabaseConnection

    /// Events that are kept of each stream.
    public static let keptPerStream = 200
    public static let retention: Duration = .seconds(30 * 86_400)

    private static let batch = 500

    /// An event with the node that it happened on.
    public struct Listed: Hashable, Sendable {
        public let event: LiveStreamEvent
        /// Nil when the node is gone from the fleet.
        public let serverName: String?
    }

    /// Adds events in their order; those of streams that are gone are left out.
    public func append(_ events: [LiveStreamEvent], by server: ServerID) throws {
        guard !events.isEmpty else { return }
        let present = try connection.existing(Array(Set(events.map(\.stream))), in: "live_streams")
        let rows: [SQL] = events.filter { present.contains($0.stream) }.map { event in
            """
            (\(event.stream), \(server), \(event.occurredAt), \(event.kind), \(event.source), \(event.detail))
            """
        }
        for start in stride(from: 0, to: rows.count, by: Self.batch) {
            let part = Array(rows[start..<min(start + Self.batch, rows.count)])
            try connection.execute(
                """
                INSERT INTO live_stream_events (
                    live_stream_id, server_id, occurred_at, kind, source_position, detail
                ) VALUES \(part.joined(by: ", "))
                """)
        }
    }

    /// Forgets what is beyond the last ``keptPerStream`` of these streams, and whatever is older than ``retention``.
    public func prune(_ streams: [LiveStreamID], now: Timestamp) throws {
        try connection.execute(
            "DELETE FROM live_stream_events WHERE occurred_at < \(now.advanced(by: .zero - Self.retention))")
        guard !streams.isEmpty else { return }
        try connection.execute(
            """
            DELETE FROM live_stream_events WHERE id IN (
                SELECT id FROM (
                    SELECT id, row_number() OVER (PARTITION BY live_stream_id ORDER BY id DESC) AS place
                    FROM live_stream_events WHERE live_stream_id IN (\(values: streams))
                ) ranked WHERE place > \(Self.keptPerStream)
            )
            """)
    }

    /// The last ones of a stream, the newest first.
    public func latest(of stream: LiveStreamID, limit: Int) throws -> [Listed] {
        try connection.fetch(
            """
            SELECT e.live_stream_id, e.occurred_at, e.kind, e.source_position, e.detail, v.name AS server_name
            FROM live_stream_events e LEFT JOIN servers v ON v.id = e.server_id
            WHERE e.live_stream_id = \(stream) ORDER BY e.id DESC LIMIT \(min(max(limit, 1), Self.keptPerStream))
            """
        ) { row in
            Listed(
                event: LiveStreamEvent(
                    stream: try row["live_stream_id"], occurredAt: try row["occurred_at"], kind: try row["kind"],
                    source: try row["source_position"], detail: try row["detail"]),
                serverName: try row["server_name"])
        }
    }
}
