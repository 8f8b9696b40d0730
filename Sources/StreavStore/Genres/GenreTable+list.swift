public import StreavDomain
internal import StreavSQL

extension GenreTable {
    public enum Order: String, CaseIterable, Hashable, Sendable {
        case name
        case movies
        case shows
        case created
    }

    /// A genre in a list.
    public struct Listed: Hashable, Sendable {
        public let genre: Genre
        /// How many are of this kind.
        public let movies: Int
        public let shows: Int
    }

    /// - Parameter text: Part of the name, ignoring case; nil: any.
    public func list(
        text: String?, order: Order, descending: Bool, _ slice: ListSlice
    ) throws -> ListPage<Listed> {
        var conditions: [SQL] = []
        if let text {
            conditions.append("name_folded LIKE \(FoldedText.pattern(containing: text)) ESCAPE '\\'")
        }
        return try connection.list(
            """
            id, name, created_at, updated_at,
            (SELECT count(*) FROM movie_genres r WHERE r.genre_id = genres.id) AS movie_count,
            (SELECT count(*) FROM show_genres r WHERE r.genre_id = genres.id) AS show_count
            """,
            from: "genres", where: conditions, order: Self.sql(order, descending), slice
        ) { row in
            Listed(
                genre: Genre(
                    id: try row["id"], details: GenreDetails(name: try row["name"]),
                    createdAt: try row["created_at"], updatedAt: try row["updated_at"]),
                movies: try row["movie_count"], shows: try row["show_count"])
        }
    }

    /// The names of those of `ids` that are there, by name.
    public func names(of ids: [GenreID]) throws -> [NamedEntry] {
        try connection.names(of: ids.map(\.rawValue), in: "genres", "name", order: "name_folded")
    }

    private static func sql(_ order: Order, _ descending: Bool) -> SQL {
        switch (order, descending) {
        case (.name, false): "name_folded"
        case (.name, true): "name_folded DESC"
        case (.movies, false): "movie_count, name_folded"
        case (.movies, true): "movie_count DESC, name_folded"
        case (.shows, false): "show_count, name_folded"
        case (.shows, true): "show_count DESC, name_folded"
        case (.created, false): "created_at, id"
        case (.created, true): "created_at DESC, id"
        }
    }
}
