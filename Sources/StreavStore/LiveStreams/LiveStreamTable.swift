public import StreavDomain
internal import StreavSQL

/// Live streams with their sources and categories.
public struct LiveStreamTable {
    let connection: any DatabaseConnection

    public func insert(_ details: LiveStreamDetails, now: Timestamp) throws -> LiveStreamID {
        let id: LiveStreamID = try connection.value(
            """
            INSERT INTO live_streams (
                number, name, name_folded, description, logo_url, is_adult, is_radio, archive_days, segment_target_ms,
                window_segments, starts_on_demand, idle_stop_ms, is_enabled, created_at, updated_at, revision
            ) VALUES (
                \(details.number), \(details.name), \(FoldedText.fold(details.name)), \(details.description),
                \(details.logoURL), \(details.isAdult), \(details.isRadio), \(details.archiveDays),
                \(details.segmentTarget), \(details.window), \(details.startsOnDemand), \(details.idleStop),
                \(details.isEnabled), \(now), \(now), 1
            ) RETURNING id
            """)
        try insertLists(of: id, details)
        return id
    }

    /// False when the live stream is not there, or has another revision than `expected`.
    public func update(
        _ id: LiveStreamID, _ details: LiveStreamDetails, expecting expected: Int64, now: Timestamp
    ) throws -> Bool {
        let count = try connection.execute(
            """
            UPDATE live_streams SET
                number = \(details.number), name = \(details.name), name_folded = \(FoldedText.fold(details.name)),
                description = \(details.description), logo_url = \(details.logoURL), is_adult = \(details.isAdult),
                is_radio = \(details.isRadio), archive_days = \(details.archiveDays),
                segment_target_ms = \(details.segmentTarget), window_segments = \(details.window),
                starts_on_demand = \(details.startsOnDemand), idle_stop_ms = \(details.idleStop),
                is_enabled = \(details.isEnabled), updated_at = \(now), revision = revision + 1
            WHERE id = \(id) AND revision = \(expected)
            """)
        guard count == 1 else { return false }
        try connection.execute("DELETE FROM live_stream_sources WHERE live_stream_id = \(id)")
        try connection.execute("DELETE FROM live_stream_categories WHERE live_stream_id = \(id)")
        try insertLists(of: id, details)
        return true
    }

    /// False when the live stream is not there.
    public func delete(_ id: LiveStreamID) throws -> Bool {
        try connection.execute("DELETE FROM live_streams WHERE id = \(id)") == 1
    }

    public func find(_ id: LiveStreamID) throws -> LiveStream? {
        try select("id = \(id)").first
    }

    /// All, by number.
    public func all() throws -> [LiveStream] {
        try select("1 = 1")
    }

    /// Those that are switched on, by number: what the streaming nodes put on air between them.
    public func enabled() throws -> [LiveStream] {
        try select("is_enabled = 1")
    }

    /// Those of them that a server is to run.
    public func enabled(on server: ServerID) throws -> [LiveStream] {
        try select(
            """
            is_enabled = 1 AND id IN (SELECT live_stream_id FROM server_assignments WHERE server_id = \(server))
            """)
    }

    /// Those of `ids` that exist.
    public func existing(_ ids: [LiveStreamID]) throws -> Set<LiveStreamID> {
        try connection.existing(ids, in: "live_streams")
    }

    public func count() throws -> Int {
        try connection.value("SELECT count(*) FROM live_streams")
    }

    /// Three statements, however many streams: streams, then all their sources, then all their categories.
    func select(_ condition: SQL) throws -> [LiveStream] {
        var streams = try connection.fetch(
            """
            SELECT id, number, name, description, logo_url, is_adult, is_radio, archive_days, segment_target_ms,
                window_segments, starts_on_demand, idle_stop_ms, is_enabled, created_at, updated_at, revision
            FROM live_streams WHERE \(condition) ORDER BY number, id
            """, Self.liveStream)
        let places = Dictionary(uniqueKeysWithValues: streams.enumerated().map { ($1.id, $0) })
        try connection.forEach(
            """
            SELECT live_stream_id, address, dead_after_ms FROM live_stream_sources
            WHERE live_stream_id IN (SELECT id FROM live_streams WHERE \(condition)) ORDER BY live_stream_id, position
            """
        ) { row in
            guard let place = places[try row["live_stream_id"]] else { return }
            streams[place].details.sources.append(
                LiveStreamSource(address: try row["address"], deadAfter: try row["dead_after_ms"]))
        }
        try connection.forEach(
            """
            SELECT live_stream_id, category_id FROM live_stream_categories
            WHERE live_stream_id IN (SELECT id FROM live_streams WHERE \(condition))
            ORDER BY live_stream_id, position, category_id
            """
        ) { row in
            guard let place = places[try row["live_stream_id"]] else { return }
            streams[place].details.categories.append(try row["category_id"])
        }
        return streams
    }

    private func insertLists(of id: LiveStreamID, _ details: LiveStreamDetails) throws {
        for (position, source) in details.sources.enumerated() {
            try connection.execute(
                """
                INSERT INTO live_stream_sources (live_stream_id, position, address, dead_after_ms)
                VALUES (\(id), \(position), \(source.address), \(source.deadAfter))
                """)
        }
        for (position, category) in details.categories.enumerated() {
            try connection.execute(
                """
                INSERT INTO live_stream_categories (live_stream_id, category_id, position)
                VALUES (\(id), \(category), \(position))
                """)
        }
    }

    private static func liveStream(_ row: SQLRow) throws -> LiveStream {
        LiveStream(
            id: try row["id"],
            details: LiveStreamDetails(
                number: try row["number"], name: try row["name"], description: try row["description"],
                logoURL: try row["logo_url"], isAdult: try row["is_adult"], isRadio: try row["is_radio"],
                archiveDays: try row["archive_days"], segmentTarget: try row["segment_target_ms"],
                window: try row["window_segments"], startsOnDemand: try row["starts_on_demand"],
                idleStop: try row["idle_stop_ms"], isEnabled: try row["is_enabled"]),
            createdAt: try row["created_at"], updatedAt: try row["updated_at"], revision: try row["revision"])
    }
}
