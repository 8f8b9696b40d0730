public import StreavDomain
internal import StreavSQL

/// How live streams are now, by what their nodes say.
public struct LiveStreamStatusTable {
    let connection: any DatabaseConnection

    /// Streams of one statement, so that none binds more values than it may.
    private static let batch = 500

    /// Takes what a server says of the streams it runs. What is another server's by now, or another generation's, and
    /// what is gone is left out.
    ///
    /// - Returns: How many were taken.
    @discardableResult
    public func save(_ statuses: [LiveStreamStatus], by server: ServerID, now: Timestamp) throws -> Int {
        let generations = try generations(of: server)
        let valid = statuses.filter { generations[$0.id] == $0.generation }
        for start in stride(from: 0, to: valid.count, by: Self.batch) {
            try insert(Array(valid[start..<min(start + Self.batch, valid.count)]), by: server, now: now)
        }
        return valid.count
    }

    /// The fence: read in the transaction that writes.
    private func generations(of server: ServerID) throws -> [LiveStreamID: Int64] {
        var generations: [LiveStreamID: Int64] = [:]
        try connection.forEach(
            "SELECT live_stream_id, generation FROM server_assignments WHERE server_id = \(server)"
        ) { row in
            generations[try row["live_stream_id"]] = try row["generation"]
        }
        return generations
    }

    private func insert(_ statuses: [LiveStreamStatus], by server: ServerID, now: Timestamp) throws {
        let rows: [SQL] = statuses.map { status in
            """
            (\(status.id), \(server), \(status.generation), \(status.phase), \(status.since), \(status.bitsPerSecond),
                \(status.codecs), \(status.width), \(status.height), \(status.viewers), \(status.sourcePosition),
                \(LiveStreamSourceStatus.write(status.sources)), \(now))
            """
        }
        try connection.execute(
            """
            INSERT INTO live_stream_statuses (
                live_stream_id, server_id, generation, phase, since, bits_per_second, codecs, width, height, viewers,
                source_position, sources, updated_at
            ) VALUES \(rows.joined(by: ", "))
            ON CONFLICT (live_stream_id) DO UPDATE SET
                server_id = excluded.server_id, generation = excluded.generation, phase = excluded.phase,
                since = excluded.since, bits_per_second = excluded.bits_per_second, codecs = excluded.codecs,
                width = excluded.width, height = excluded.height, viewers = excluded.viewers,
                source_position = excluded.source_position, sources = excluded.sources,
                updated_at = excluded.updated_at
            """)
    }

    /// What is known of a stream now; nil where the node that runs it has not said anything for
    /// ``StreavDomain/LiveStreamStatus/freshness``.
    public func find(_ id: LiveStreamID, now: Timestamp) throws -> LiveStreamStatus? {
        try connection.fetchOne(
            """
            SELECT t.live_stream_id, \(Self.columns) FROM live_stream_statuses t
            JOIN server_assignments a ON \(Self.isRunning)
            WHERE t.live_stream_id = \(id) AND t.updated_at > \(Self.oldest(now))
            """
        ) { row in try Self.status(row, id: try row["live_stream_id"]) }
    }

    static func oldest(_ now: Timestamp) -> Timestamp { now.advanced(by: .zero - LiveStreamStatus.freshness) }

    /// Of `live_stream_statuses t` and `server_assignments a`: who said it is who runs it.
    static let isRunning: SQL =
        "a.live_stream_id = t.live_stream_id AND a.server_id = t.server_id AND a.generation = t.generation"

    static let columns: SQL = """
        t.generation, t.phase, t.since, t.bits_per_second, t.codecs, t.width, t.height, t.viewers, t.source_position,
        t.sources
        """

    static func status(_ row: SQLRow, id: LiveStreamID) throws -> LiveStreamStatus {
        LiveStreamStatus(
            id: id, generation: try row["generation"], phase: try row["phase"], since: try row["since"],
            bitsPerSecond: try row["bits_per_second"], codecs: try row["codecs"], width: try row["width"],
            height: try row["height"], viewers: try row["viewers"], sourcePosition: try row["source_position"],
            sources: LiveStreamSourceStatus.read(try row["sources"]))
    }
}
