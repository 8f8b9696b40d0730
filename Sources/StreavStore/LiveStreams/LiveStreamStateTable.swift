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

    /// Keeps the higher of each number and its own: a save that comes late, or from a node that lost the stream, takes
    /// nothing back. The target duration stays what it first was. A stream that is gone is not noted.
    public func save(_ state: LiveStreamState, now: Timestamp) throws {
        try connection.execute(
            """
            INSERT INTO live_stream_states (
                live_stream_id, target_duration_s, media_sequence, discontinuity_sequence, updated_at
            )
            SELECT s.id, \(state.targetDuration), \(state.mediaSequence), \(state.discontinuitySequence), \(now)
            FROM live_streams s WHERE s.id = \(state.id)
            ON CONFLICT (live_stream_id) DO UPDATE SET
                media_sequence = CASE WHEN excluded.media_sequence > live_stream_states.media_sequence
                    THEN excluded.media_sequence ELSE live_stream_states.media_sequence END,
                discontinuity_sequence =
                    CASE WHEN excluded.discontinuity_sequence > live_stream_states.discontinuity_sequence
                    THEN excluded.discontinuity_sequence ELSE live_stream_states.discontinuity_sequence END,
                updated_at = excluded.updated_at
            """)
    }

    /// Lets a stream begin anew, with another target duration.
    public func forget(_ id: LiveStreamID) throws {
        try connection.execute("DELETE FROM live_stream_states WHERE live_stream_id = \(id)")
    }
}
