public import StreavDomain
internal import StreavSQL

extension CatalogueQueries {
    public struct Season: Hashable, Sendable {
        public let number: Int
        public let name: String?
        public let overview: String?
        public let releaseDate: Timestamp?
        public let posterURL: String?
        public let backdropURL: String?
    }

    public struct Episode: Hashable, Sendable {
        public let number: Int
        public let name: String?
        public let overview: String?
        public let releaseDate: Timestamp?
        public let runtimeMinutes: Int?
        public let backdropURL: String?
        /// The on-demand stream to play.
        public let streamID: Int32?
    }

    /// By number; nil when there is no such show.
    public func seasons(ofShow show: Int32, _ slice: Slice) throws -> Page<Season>? {
        let isThere = try connection.fetchValue("SELECT id FROM shows WHERE id = \(show)", as: Int32.self) != nil
        guard isThere else { return nil }
        return try page(
            "number, name, overview, release_date, poster_url, backdrop_url", from: "seasons",
            where: ["show_id = \(show)"], order: "number", slice
        ) { row in
            Season(
                number: try row["number"], name: try row["name"], overview: try row["overview"],
                releaseDate: try row["release_date"], posterURL: try row["poster_url"],
                backdropURL: try row["backdrop_url"])
        }
    }

    /// By number; nil when there is no such show or season.
    ///
    /// - Parameter season: The season's number.
    public func episodes(ofShow show: Int32, season: Int, _ slice: Slice) throws -> Page<Episode>? {
        let id = try connection.fetchValue(
            "SELECT id FROM seasons WHERE show_id = \(show) AND number = \(season)", as: Int32.self)
        guard let id else { return nil }
        return try page(
            "number, name, overview, release_date, runtime_minutes, backdrop_url, on_demand_stream_id",
            from: "episodes", where: ["season_id = \(id)"], order: "number", slice
        ) { row in
            Episode(
                number: try row["number"], name: try row["name"], overview: try row["overview"],
                releaseDate: try row["release_date"], runtimeMinutes: try row["runtime_minutes"],
                backdropURL: try row["backdrop_url"], streamID: try row["on_demand_stream_id"])
        }
    }
}
