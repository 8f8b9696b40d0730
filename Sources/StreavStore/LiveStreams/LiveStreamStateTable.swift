public import StreavDomain
internal import StreavSQL

/// What channels must remember over a restart.
public struct LiveStreamStateTable {
    let connection: any DatabaseConnection

    public func find(_ id: LiveStreamID) throws -> LiveStreamState? {
        try connection.fetchOne(
            """
            SELECT live_stream_id, target_duration_s, media_sequence, discontinuity_sequence FROM live_stream_states
            WHERE live_stream_id = \(id)
            """
        ) { row in
            LiveStreamState(
                id: try row["live_stream_id"], targetDuration: try row["target_duration_s"],
                mediaSequence: try row["media_sequence"], discontinuitySequence: try row["discontinuity_sequence"])
        }
    }

    /// Keeps the higher of each number and its own: a save that comes late takes nothing back. The target duration
    /// stays what it first was. A stream that is gone is not noted.
    public func save(_ state: LiveStreamState, now: Timestamp) throws {
        try save(state, where: "s.id = \(state.id)", now: now)
    }

    /// The same for the server that runs the stream in this generation, and for no other.
    ///
    /// - Returns: False, with nothing written, when the stream is another server's by now, or another generation's.
    public func save(
        _ state: LiveStreamState, by server: ServerID, generation: Int64, now: Timestamp
    ) throws -> Bool {
        try save(
            state,
            where: """
                s.id = \(state.id) AND EXISTS (
                    SELECT 1 FROM server_assignments a
                    WHERE a.live_stream_id = s.id AND a.server_id = \(server) AND a.generation = \(generation)
                )
                """, now: now)
    }

    @discardableResult
    private func save(_ state: LiveStreamState, where condition: SQL, now: Timestamp) throws -> Bool {
        try connection.execute(
            """
            INSERT INTO live_stream_states (
                live_stream_id, target_duration_s, media_sequence, discontinuity_sequence, updated_at
            )
            SELECT s.id, \(state.targetDuration), \(state.mediaSequence), \(state.discontinuitySequence), \(now)
            FROM live_streams s WHERE \(condition)
            ON CONFLICT (live_stream_id) DO UPDATE SET
                media_sequence = CASE WHEN excluded.media_sequence > live_stream_states.media_sequence
                    THEN excluded.media_sequence ELSE live_stream_states.media_sequence END,
                discontinuity_sequence =
                    CASE WHEN excluded.discontinuity_sequence > live_stream_states.discontinuity_sequence
                    THEN excluded.discontinuity_sequence ELSE live_stream_states.discontinuity_sequence END,
                updated_at = excluded.updated_at
            """) == 1
    }

    /// Lets a stream begin anew, with another target duration.
    public func forget(_ id: LiveStreamID) throws {
        try connection.execute("DELETE FROM live_stream_states WHERE live_stream_id = \(id)")
    }
}
