public import StreavDomain
internal import StreavSQL

extension ShowTable {
    /// Makes the season of that number, or changes it.
    public func putSeason(_ details: SeasonDetails, of show: ShowID) throws -> SeasonID {
        try connection.value(
            """
            INSERT INTO seasons (show_id, number, name, overview, release_date, poster_url, backdrop_url)
            VALUES (
                \(show), \(details.number), \(details.name), \(details.overview), \(details.releaseDate),
                \(details.posterURL), \(details.backdropURL)
            )
            ON CONFLICT (show_id, number) DO UPDATE SET
                name = excluded.name, overview = excluded.overview, release_date = excluded.release_date,
                poster_url = excluded.poster_url, backdrop_url = excluded.backdrop_url
            RETURNING id
            """)
    }

    /// Takes its episodes along. False when the season is not there.
    public func deleteSeason(_ id: SeasonID) throws -> Bool {
        try connection.execute("DELETE FROM seasons WHERE id = \(id)") == 1
    }

    public func season(_ number: Int, of show: ShowID) throws -> Season? {
        try connection.fetchOne(
            "SELECT \(Self.seasonColumns) FROM seasons WHERE show_id = \(show) AND number = \(number)", Self.season)
    }

    /// All, by number.
    public func seasons(of show: ShowID) throws -> [Season] {
        try connection.fetch(
            "SELECT \(Self.seasonColumns) FROM seasons WHERE show_id = \(show) ORDER BY number", Self.season)
    }

    /// Whether an episode of the season plays anything.
    public func hasStreams(_ season: SeasonID) throws -> Bool {
        try connection.value(
            """
            SELECT count(*) FROM (
                SELECT 1 FROM episodes WHERE season_id = \(season) AND on_demand_stream_id IS NOT NULL LIMIT 1
            ) AS found
            """)
    }

    private static let seasonColumns: SQL = """
        id, show_id, number, name, overview, release_date, poster_url, backdrop_url
        """

    private static func season(_ row: SQLRow) throws -> Season {
        Season(
            id: try row["id"], show: try row["show_id"],
            details: SeasonDetails(
                number: try row["number"], name: try row["name"], overview: try row["overview"],
                releaseDate: try row["release_date"], posterURL: try row["poster_url"],
                backdropURL: try row["backdrop_url"]))
    }
}
