public import StreavDomain
internal import StreavSQL

/// Playable files.
public struct OnDemandStreamTable {
    let connection: any DatabaseConnection

    public func insert(_ details: OnDemandStreamDetails, now: Timestamp) throws -> OnDemandStreamID {
        try connection.value(
            """
            INSERT INTO on_demand_streams (
                name, name_folded, media_key, file_format, duration_ms, size_bytes, bits_per_second, video_codec,
                audio_codec, width, height, created_at, updated_at, revision
            ) VALUES (
                \(details.name), \(FoldedText.fold(details.name)), \(details.mediaKey), \(details.fileFormat),
                \(details.durationMilliseconds), \(details.sizeBytes), \(details.bitsPerSecond),
                \(details.videoCodec), \(details.audioCodec), \(details.width), \(details.height), \(now), \(now), 1
            ) RETURNING id
            """)
    }

    /// False when the stream is not there, or has another revision than `expected`.
    public func update(
        _ id: OnDemandStreamID, _ details: OnDemandStreamDetails, expecting expected: Int64, now: Timestamp
    ) throws -> Bool {
        try connection.execute(
            """
            UPDATE on_demand_streams SET name = \(details.name), name_folded = \(FoldedText.fold(details.name)),
                media_key = \(details.mediaKey), file_format = \(details.fileFormat),
                duration_ms = \(details.durationMilliseconds), size_bytes = \(details.sizeBytes),
                bits_per_second = \(details.bitsPerSecond), video_codec = \(details.videoCodec),
                audio_codec = \(details.audioCodec), width = \(details.width), height = \(details.height),
                updated_at = \(now), revision = revision + 1
            WHERE id = \(id) AND revision = \(expected)
            """) == 1
    }

    /// Movies and episodes that play it stay, without it. False when the stream is not there.
    public func delete(_ id: OnDemandStreamID) throws -> Bool {
        try connection.execute("DELETE FROM on_demand_streams WHERE id = \(id)") == 1
    }

    public func find(_ id: OnDemandStreamID) throws -> OnDemandStream? {
        try connection.fetchOne("SELECT \(Self.columns) FROM on_demand_streams WHERE id = \(id)", Self.stream)
    }

    public func find(mediaKey: String) throws -> OnDemandStream? {
        try connection.fetchOne(
            "SELECT \(Self.columns) FROM on_demand_streams WHERE media_key = \(mediaKey)", Self.stream)
    }

    /// Those of `ids` that exist.
    public func existing(_ ids: [OnDemandStreamID]) throws -> Set<OnDemandStreamID> {
        try connection.existing(ids, in: "on_demand_streams")
    }

    public func count() throws -> Int {
        try connection.value("SELECT count(*) FROM on_demand_streams")
    }

    static let columns: SQL = """
        id, name, media_key, file_format, duration_ms, size_bytes, bits_per_second, video_codec, audio_codec, width,
        height, created_at, updated_at, revision
        """

    static func stream(_ row: SQLRow) throws -> OnDemandStream {
        OnDemandStream(
            id: try row["id"],
            details: OnDemandStreamDetails(
                name: try row["name"], mediaKey: try row["media_key"], fileFormat: try row["file_format"],
                durationMilliseconds: try row["duration_ms"], sizeBytes: try row["size_bytes"],
                bitsPerSecond: try row["bits_per_second"], videoCodec: try row["video_codec"],
                audioCodec: try row["audio_codec"], width: try row["width"], height: try row["height"]),
            createdAt: try row["created_at"], updatedAt: try row["updated_at"], revision: try row["revision"])
    }
}
