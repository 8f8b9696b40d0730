public import StreavDomain
internal import StreavSQL

extension ShowTable {
    /// Makes the episode of that number, or changes it.
    public func putEpisode(_ details: EpisodeDetails, of season: SeasonID, now: Timestamp) throws -> EpisodeID {
        try connection.value(
            """
            INSERT INTO episodes (
                season_id, number, name, overview, release_date, runtime_minutes, backdrop_url, on_demand_stream_id,
                created_at, updated_at
            ) VALUES (
                \(season), \(details.number), \(details.name), \(details.overview), \(details.releaseDate),
                \(details.runtimeMinutes), \(details.backdropURL), \(details.onDemandStream), \(now), \(now)
            )
            ON CONFLICT (season_id, number) DO UPDATE SET
                name = excluded.name, overview = excluded.overview, release_date = excluded.release_date,
                runtime_minutes = excluded.runtime_minutes, backdrop_url = excluded.backdrop_url,
                on_demand_stream_id = excluded.on_demand_stream_id, updated_at = excluded.updated_at
            RETURNING id
            """)
    }

    /// False when the episode is not there.
    public func deleteEpisode(_ id: EpisodeID) throws -> Bool {
        try connection.execute("DELETE FROM episodes WHERE id = \(id)") == 1
    }

    public func episode(_ number: Int, of season: SeasonID) throws -> Episode? {
        try connection.fetchOne(
            "SELECT \(Self.episodeColumns) FROM episodes WHERE season_id = \(season) AND number = \(number)",
            Self.episode)
    }

    /// All, by number.
    public func episodes(of season: SeasonID) throws -> [Episode] {
        try connection.fetch(
            "SELECT \(Self.episodeColumns) FROM episodes WHERE season_id = \(season) ORDER BY number", Self.episode)
    }

    /// Whether an episode of the show plays anything.
    public func hasStreams(_ show: ShowID) throws -> Bool {
        try connection.value(
            """
            SELECT count(*) FROM (
                SELECT 1 FROM seasons s JOIN episodes e ON e.season_id = s.id
                WHERE s.show_id = \(show) AND e.on_demand_stream_id IS NOT NULL LIMIT 1
            ) AS found
            """)
    }

    private static let episodeColumns: SQL = """
        id, season_id, number, name, overview, release_date, runtime_minutes, backdrop_url, on_demand_stream_id,
        created_at, updated_at
        """

    private static func episode(_ row: SQLRow) throws -> Episode {
        Episode(
            id: try row["id"], season: try row["season_id"],
            details: EpisodeDetails(
                number: try row["number"], name: try row["name"], overview: try row["overview"],
                releaseDate: try row["release_date"], runtimeMinutes: try row["runtime_minutes"],
                backdropURL: try row["backdrop_url"], onDemandStream: try row["on_demand_stream_id"]),
            createdAt: try row["created_at"], updatedAt: try row["updated_at"])
    }
}
