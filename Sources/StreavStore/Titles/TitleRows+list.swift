internal import StreavDomain
internal import StreavSQL

extension TitleRows {
    func list(
        _ filter: TitleFilter, order: TitleOrder, descending: Bool, _ slice: ListSlice
    ) throws -> ListPage<ListedTitle> {
        let page = try connection.list(
            """
            id, title, release_date, runtime_minutes, language, country_code, poster_url, rating, is_adult, created_at,
            updated_at, \(files) AS file_count, \(episodes) AS episode_count
            """,
            from: kind.table, where: conditions(filter), order: Self.sql(order, descending), slice, Self.listed)
        let genres = try genreNames(of: page.entries.map(\.id))
        return ListPage(
            total: page.total,
            entries: page.entries.map { entry in
                var entry = entry
                entry.genres = genres[entry.id] ?? []
                return entry
            })
    }

    func names(of ids: [Int32]) throws -> [NamedEntry] {
        try connection.names(of: ids, in: kind.table, "title", order: "title_folded")
    }

    /// The bundles that hold the title, by name.
    func bundles(of id: Int32) throws -> [NamedEntry] {
        try connection.fetch(
            """
            SELECT b.id AS id, b.name AS name FROM bundle_\(kind.table) c JOIN bundles b ON b.id = c.bundle_id
            WHERE c.\(kind.one)_id = \(id) ORDER BY b.name, b.id LIMIT \(ListSlice.sizeLimit)
            """
        ) { NamedEntry(id: try $0["id"], name: try $0["name"]) }
    }

    /// Those that any title is in.
    func languages() throws -> [String] {
        try connection.fetchColumn(
            """
            SELECT DISTINCT language FROM \(kind.table) WHERE language IS NOT NULL ORDER BY language
            LIMIT \(ListSlice.sizeLimit)
            """)
    }

    private var files: SQL {
        switch kind {
        case .movie: "CASE WHEN on_demand_stream_id IS NULL THEN 0 ELSE 1 END"
        case .show:
            """
            (SELECT count(e.on_demand_stream_id) FROM seasons s JOIN episodes e ON e.season_id = s.id
            WHERE s.show_id = shows.id)
            """
        }
    }

    private var episodes: SQL {
        switch kind {
        case .movie: "0"
        case .show:
            "(SELECT count(*) FROM seasons s JOIN episodes e ON e.season_id = s.id WHERE s.show_id = shows.id)"
        }
    }

    private func conditions(_ filter: TitleFilter) -> [SQL] {
        var conditions: [SQL] = []
        if let text = filter.text {
            conditions.append("title_folded LIKE \(FoldedText.pattern(containing: text)) ESCAPE '\\'")
        }
        if let genre = filter.genre {
            conditions.append(
                """
                EXISTS (SELECT 1 FROM \(kind.one)_genres r
                WHERE r.\(kind.one)_id = \(kind.table).id AND r.genre_id = \(genre))
                """)
        }
        if let isPlayable = filter.isPlayable { conditions.append(isPlayable ? "\(files) > 0" : "\(files) = 0") }
        if let isAdult = filter.isAdult { conditions.append("is_adult = \(isAdult)") }
        if let language = filter.language { conditions.append("language = \(language)") }
        return conditions
    }

    private func genreNames(of ids: [Int32]) throws -> [Int32: [String]] {
        guard !ids.isEmpty else { return [:] }
        let pairs: [(Int32, String)] = try connection.fetch(
            """
            SELECT r.\(kind.one)_id AS owner, g.name AS name
            FROM \(kind.one)_genres r JOIN genres g ON g.id = r.genre_id
            WHERE r.\(kind.one)_id IN (\(values: ids)) ORDER BY r.position, g.id
            """
        ) { (try $0["owner"], try $0["name"]) }
        return pairs.reduce(into: [:]) { $0[$1.0, default: []].append($1.1) }
    }

    private static func listed(_ row: SQLRow) throws -> ListedTitle {
        ListedTitle(
            id: try row["id"], title: try row["title"], releaseDate: try row["release_date"],
            runtimeMinutes: try row["runtime_minutes"], language: try row["language"],
            countryCode: try row["country_code"], posterURL: try row["poster_url"], rating: try row["rating"],
            isAdult: try row["is_adult"], files: try row["file_count"], episodes: try row["episode_count"],
            createdAt: try row["created_at"], updatedAt: try row["updated_at"])
    }

    private static func sql(_ order: TitleOrder, _ descending: Bool) -> SQL {
        switch (order, descending) {
        case (.title, false): "title_folded, id"
        case (.title, true): "title_folded DESC, id"
        case (.released, false): "release_date NULLS LAST, id"
        case (.released, true): "release_date DESC NULLS LAST, id"
        case (.rating, false): "rating NULLS LAST, id"
        case (.rating, true): "rating DESC NULLS LAST, id"
        case (.runtime, false): "runtime_minutes NULLS LAST, id"
        case (.runtime, true): "runtime_minutes DESC NULLS LAST, id"
        case (.files, false): "file_count, title_folded, id"
        case (.files, true): "file_count DESC, title_folded, id"
        case (.created, false): "created_at, id"
        case (.created, true): "created_at DESC, id"
        case (.updated, false): "updated_at, id"
        case (.updated, true): "updated_at DESC, id"
        }
    }
}
