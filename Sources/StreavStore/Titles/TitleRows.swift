internal import StreavDomain
internal import StreavSQL

/// What the tables of movies and of shows have in common.
struct TitleRows {
    let connection: any DatabaseConnection
    let kind: CatalogueQueries.TitleKind

    /// - Parameters:
    ///   - column: The one that the other kind does not have.
    ///   - value: What goes there.
    func insert(_ details: TitleDetails, _ column: SQL, _ value: SQL, now: Timestamp) throws -> Int32 {
        let id: Int32 = try connection.value(
            """
            INSERT INTO \(kind.table) (
                title, title_folded, overview, release_date, \(column), runtime_minutes, language, country_code,
                poster_url, backdrop_url, rating, rating_source, director, trailer_url, tmdb_id, is_adult,
                created_at, updated_at, revision
            ) VALUES (
                \(details.title), \(FoldedText.fold(details.title)), \(details.overview), \(details.releaseDate),
                \(value), \(details.runtimeMinutes), \(details.language), \(details.countryCode),
                \(details.posterURL), \(details.backdropURL), \(details.rating), \(details.ratingSource),
                \(details.director), \(details.trailerURL), \(details.tmdbID), \(details.isAdult), \(now), \(now), 1
            ) RETURNING id
            """)
        try insertRelations(of: id, details)
        return id
    }

    /// False when the title is not there, or has another revision than `expected`.
    func update(
        _ id: Int32, _ details: TitleDetails, _ column: SQL, _ value: SQL, expecting expected: Int64, now: Timestamp
    ) throws -> Bool {
        let count = try connection.execute(
            """
            UPDATE \(kind.table) SET
                title = \(details.title), title_folded = \(FoldedText.fold(details.title)),
                overview = \(details.overview), release_date = \(details.releaseDate), \(column) = \(value),
                runtime_minutes = \(details.runtimeMinutes), language = \(details.language),
                country_code = \(details.countryCode), poster_url = \(details.posterURL),
                backdrop_url = \(details.backdropURL), rating = \(details.rating),
                rating_source = \(details.ratingSource), director = \(details.director),
                trailer_url = \(details.trailerURL), tmdb_id = \(details.tmdbID), is_adult = \(details.isAdult),
                updated_at = \(now), revision = revision + 1
            WHERE id = \(id) AND revision = \(expected)
            """)
        guard count == 1 else { return false }
        try connection.execute("DELETE FROM \(kind.one)_genres WHERE \(kind.one)_id = \(id)")
        try connection.execute("DELETE FROM \(kind.one)_casts WHERE \(kind.one)_id = \(id)")
        try insertRelations(of: id, details)
        return true
    }

    func delete(_ id: Int32) throws -> Bool {
        try connection.execute("DELETE FROM \(kind.table) WHERE id = \(id)") == 1
    }

    /// - Parameter make: Makes the entity of a row and what it has in common with the other kind.
    func find<Entity>(_ id: Int32, _ column: SQL, _ make: (SQLRow, TitleDetails) throws -> Entity) throws -> Entity? {
        let genres: [GenreID] = try connection.fetchColumn(
            "SELECT genre_id FROM \(kind.one)_genres WHERE \(kind.one)_id = \(id) ORDER BY position, genre_id")
        let cast = try connection.fetch(
            """
            SELECT person_id, "character" AS part FROM \(kind.one)_casts WHERE \(kind.one)_id = \(id)
            ORDER BY position
            """
        ) { CastMember(person: try $0["person_id"], character: try $0["part"]) }
        return try connection.fetchOne(
            """
            SELECT id, title, overview, release_date, \(column), runtime_minutes, language, country_code, poster_url,
                backdrop_url, rating, rating_source, director, trailer_url, tmdb_id, is_adult, created_at, updated_at,
                revision
            FROM \(kind.table) WHERE id = \(id)
            """
        ) { row in
            var details = try Self.details(row)
            details.genres = genres
            details.cast = cast
            return try make(row, details)
        }
    }

    /// Whether any bundle holds the title.
    func isInBundle(_ id: Int32) throws -> Bool {
        try connection.value(
            """
            SELECT count(*) FROM (
                SELECT 1 FROM bundle_\(kind.table) WHERE \(kind.one)_id = \(id) LIMIT 1
            ) AS found
            """)
    }

    private func insertRelations(of id: Int32, _ details: TitleDetails) throws {
        for (position, genre) in details.genres.enumerated() {
            try connection.execute(
                """
                INSERT INTO \(kind.one)_genres (\(kind.one)_id, genre_id, position)
                VALUES (\(id), \(genre), \(position))
                """)
        }
        for (position, member) in details.cast.enumerated() {
            try connection.execute(
                """
                INSERT INTO \(kind.one)_casts (\(kind.one)_id, position, person_id, "character")
                VALUES (\(id), \(position), \(member.person), \(member.character))
                """)
        }
    }

    private static func details(_ row: SQLRow) throws -> TitleDetails {
        TitleDetails(
            title: try row["title"], overview: try row["overview"], releaseDate: try row["release_date"],
            runtimeMinutes: try row["runtime_minutes"], language: try row["language"],
            countryCode: try row["country_code"], posterURL: try row["poster_url"],
            backdropURL: try row["backdrop_url"], rating: try row["rating"], ratingSource: try row["rating_source"],
            director: try row["director"], trailerURL: try row["trailer_url"], tmdbID: try row["tmdb_id"],
            isAdult: try row["is_adult"])
    }
}
