public import StreavDomain
internal import StreavSQL

extension OnDemandStreamTable {
    /// What a list is narrowed to; nil leaves it as it is.
    public struct Filter: Hashable, Sendable {
        /// Part of the name or of the media key, ignoring case.
        public var text: String?
        /// As the file's name would end.
        public var fileFormat: String?
        /// Whether a movie or an episode plays it.
        public var isUsed: Bool?

        public init(text: String? = nil, fileFormat: String? = nil, isUsed: Bool? = nil) {
            self.text = text
            self.fileFormat = fileFormat
            self.isUsed = isUsed
        }
    }

    public enum Order: String, CaseIterable, Hashable, Sendable {
        case name
        case key
        case duration
        case size
        case uses
        case created
    }

    /// A stream in a list.
    public struct Listed: Hashable, Sendable {
        public let stream: OnDemandStream
        /// Movies and episodes that play it.
        public let uses: Int
    }

    /// What plays a stream.
    public struct Use: Hashable, Sendable {
        /// Of the movie, or of the show.
        public let id: Int32
        public let title: String
        /// Of an episode; nil: it is a movie.
        public let season: Int?
        public let episode: Int?
    }

    public func list(
        _ filter: Filter, order: Order, descending: Bool, _ slice: ListSlice
    ) throws -> ListPage<Listed> {
        var conditions: [SQL] = []
        if let text = filter.text {
            let pattern = FoldedText.pattern(containing: text)
            conditions.append(
                "(name_folded LIKE \(pattern) ESCAPE '\\' OR lower(media_key) LIKE \(pattern) ESCAPE '\\')")
        }
        if let format = filter.fileFormat { conditions.append("file_format = \(format)") }
        if let isUsed = filter.isUsed {
            let found: SQL = """
                (EXISTS (SELECT 1 FROM movies m WHERE m.on_demand_stream_id = on_demand_streams.id)
                OR EXISTS (SELECT 1 FROM episodes e WHERE e.on_demand_stream_id = on_demand_streams.id))
                """
            conditions.append(isUsed ? found : "NOT \(found)")
        }
        return try connection.list(
            """
            \(Self.columns),
            (SELECT count(*) FROM movies m WHERE m.on_demand_stream_id = on_demand_streams.id)
            + (SELECT count(*) FROM episodes e WHERE e.on_demand_stream_id = on_demand_streams.id) AS use_count
            """,
            from: "on_demand_streams", where: conditions, order: Self.sql(order, descending), slice
        ) { Listed(stream: try Self.stream($0), uses: try $0["use_count"]) }
    }

    /// The names of those of `ids` that are there, by name.
    public func names(of ids: [OnDemandStreamID]) throws -> [NamedEntry] {
        try connection.names(of: ids.map(\.rawValue), in: "on_demand_streams", "name", order: "name_folded")
    }

    /// The kinds of files that there are.
    public func fileFormats(limit: Int) throws -> [String] {
        try connection.fetchColumn(
            """
            SELECT DISTINCT file_format FROM on_demand_streams WHERE file_format IS NOT NULL
            ORDER BY file_format LIMIT \(limit)
            """)
    }

    /// What plays the stream: movies by title, then episodes.
    ///
    /// - Parameter limit: Of movies, and of episodes.
    public func uses(of id: OnDemandStreamID, limit: Int) throws -> [Use] {
        let movies = try connection.fetch(
            """
            SELECT id, title FROM movies WHERE on_demand_stream_id = \(id) ORDER BY title_folded, id LIMIT \(limit)
            """
        ) { Use(id: try $0["id"], title: try $0["title"], season: nil, episode: nil) }
        let episodes = try connection.fetch(
            """
            SELECT h.id AS id, h.title AS title, s.number AS season, e.number AS episode
            FROM episodes e JOIN seasons s ON s.id = e.season_id JOIN shows h ON h.id = s.show_id
            WHERE e.on_demand_stream_id = \(id)
            ORDER BY h.title_folded, h.id, s.number, e.number LIMIT \(limit)
            """
        ) { Use(id: try $0["id"], title: try $0["title"], season: try $0["season"], episode: try $0["episode"]) }
        return movies + episodes
    }

    private static func sql(_ order: Order, _ descending: Bool) -> SQL {
        switch (order, descending) {
        case (.name, false): "name_folded, id"
        case (.name, true): "name_folded DESC, id"
        case (.key, false): "media_key"
        case (.key, true): "media_key DESC"
        case (.duration, false): "duration_ms NULLS LAST, id"
        case (.duration, true): "duration_ms DESC NULLS LAST, id"
        case (.size, false): "size_bytes NULLS LAST, id"
        case (.size, true): "size_bytes DESC NULLS LAST, id"
        case (.uses, false): "use_count, name_folded, id"
        case (.uses, true): "use_count DESC, name_folded, id"
        case (.created, false): "created_at, id"
        case (.created, true): "created_at DESC, id"
        }
    }
}
