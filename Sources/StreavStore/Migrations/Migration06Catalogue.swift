internal import StreavSQL

extension Migration {
    /// Movies and shows, who is in them and what kind they are.
    static let catalogue = Migration(version: 6, name: "movies and shows") { dialect in
        let movies: SQL = "movies"
        let shows: SQL = "shows"
        return [
            """
            CREATE TABLE genres (
                id \(dialect.identity),
                name \(dialect.text) NOT NULL,
                name_folded \(dialect.text) NOT NULL,
                created_at \(dialect.long) NOT NULL,
                updated_at \(dialect.long) NOT NULL,
                CONSTRAINT genres_name_folded_key UNIQUE (name_folded)
            )\(dialect.tableOptions)
            """,
            people(dialect),
            "CREATE INDEX people_name_folded ON people (name_folded, id)",
            title(
                movies,
                own: """
                    on_demand_stream_id \(dialect.integer) CONSTRAINT movies_on_demand_stream_id_fkey
                        REFERENCES on_demand_streams (id) ON DELETE SET NULL,
                    """, dialect),
            title(shows, own: "last_release_date \(dialect.long),", dialect),
            "CREATE INDEX movies_on_demand_stream_id ON movies (on_demand_stream_id)",
        ] + titleIndexes(movies, dialect) + titleIndexes(shows, dialect)
            + titleRelations(movies, "movie", dialect) + titleRelations(shows, "show", dialect) + seasons(dialect)
    }

    private static func people(_ dialect: SQLDialect) -> SQL {
        """
        CREATE TABLE people (
            id \(dialect.identity),
            name \(dialect.text) NOT NULL,
            name_folded \(dialect.text) NOT NULL,
            biography \(dialect.text),
            known_for \(dialect.text),
            birth_date \(dialect.text) CONSTRAINT people_birth_date_check CHECK (length(birth_date) = 10),
            death_day \(dialect.text) CONSTRAINT people_death_day_check CHECK (length(death_day) = 10),
            birth_place \(dialect.text),
            profile_picture_url \(dialect.text),
            gender \(dialect.integer) NOT NULL CONSTRAINT people_gender_check CHECK (gender BETWEEN 0 AND 3),
            imdb_id \(dialect.text),
            popularity \(dialect.real) NOT NULL,
            created_at \(dialect.long) NOT NULL,
            updated_at \(dialect.long) NOT NULL,
            revision \(dialect.long) NOT NULL
        )\(dialect.tableOptions)
        """
    }

    /// What movies and shows have in common.
    private static func title(_ table: SQL, own: SQL, _ dialect: SQLDialect) -> SQL {
        """
        CREATE TABLE \(table) (
            id \(dialect.identity),
            title \(dialect.text) NOT NULL CONSTRAINT \(table)_title_check CHECK (length(title) >= 1),
            title_folded \(dialect.text) NOT NULL,
            overview \(dialect.text),
            release_date \(dialect.long),
            \(own)
            runtime_minutes \(dialect.integer) CONSTRAINT \(table)_runtime_minutes_check CHECK (runtime_minutes >= 0),
            language \(dialect.text),
            country_code \(dialect.text),
            poster_url \(dialect.text),
            backdrop_url \(dialect.text),
            rating \(dialect.real) CONSTRAINT \(table)_rating_check CHECK (rating BETWEEN 0 AND 10),
            rating_source \(dialect.text),
            director \(dialect.text),
            trailer_url \(dialect.text),
            tmdb_id \(dialect.integer),
            is_adult \(dialect.boolean) NOT NULL CONSTRAINT \(table)_is_adult_check CHECK (is_adult IN (0, 1)),
            created_at \(dialect.long) NOT NULL,
            updated_at \(dialect.long) NOT NULL,
            revision \(dialect.long) NOT NULL
        )\(dialect.tableOptions)
        """
    }

    private static func titleIndexes(_ table: SQL, _ dialect: SQLDialect) -> [SQL] {
        [
            "CREATE INDEX \(table)_title_folded ON \(table) (title_folded, id)",
            "CREATE INDEX \(table)_release_date ON \(table) (release_date, id)",
            "CREATE INDEX \(table)_release_date_desc ON \(table) (release_date \(dialect.descendingNullsLast), id)",
            "CREATE INDEX \(table)_rating ON \(table) (rating, id)",
            "CREATE INDEX \(table)_rating_desc ON \(table) (rating \(dialect.descendingNullsLast), id)",
        ]
    }

    /// - Parameter one: The singular of `table`.
    private static func titleRelations(_ table: SQL, _ one: SQL, _ dialect: SQLDialect) -> [SQL] {
        [
            """
            CREATE TABLE \(one)_genres (
                \(one)_id \(dialect.integer) NOT NULL
                    CONSTRAINT \(one)_genres_\(one)_id_fkey REFERENCES \(table) (id) ON DELETE CASCADE,
                genre_id \(dialect.integer) NOT NULL
                    CONSTRAINT \(one)_genres_genre_id_fkey REFERENCES genres (id) ON DELETE CASCADE,
                position \(dialect.integer) NOT NULL,
                CONSTRAINT \(one)_genres_pkey PRIMARY KEY (\(one)_id, genre_id)
            )\(dialect.keyedTableOptions)
            """,
            "CREATE INDEX \(one)_genres_genre_id ON \(one)_genres (genre_id, \(one)_id)",
            // By position: one person may play several characters.
            """
            CREATE TABLE \(one)_casts (
                \(one)_id \(dialect.integer) NOT NULL
                    CONSTRAINT \(one)_casts_\(one)_id_fkey REFERENCES \(table) (id) ON DELETE CASCADE,
                position \(dialect.integer) NOT NULL,
                person_id \(dialect.integer) NOT NULL
                    CONSTRAINT \(one)_casts_person_id_fkey REFERENCES people (id) ON DELETE CASCADE,
                \"character\" \(dialect.text),
                CONSTRAINT \(one)_casts_pkey PRIMARY KEY (\(one)_id, position)
            )\(dialect.keyedTableOptions)
            """,
            "CREATE INDEX \(one)_casts_person_id ON \(one)_casts (person_id, \(one)_id)",
        ]
    }

    private static func seasons(_ dialect: SQLDialect) -> [SQL] {
        [
            """
            CREATE TABLE seasons (
                id \(dialect.identity),
                show_id \(dialect.integer) NOT NULL
                    CONSTRAINT seasons_show_id_fkey REFERENCES shows (id) ON DELETE CASCADE,
                number \(dialect.integer) NOT NULL CONSTRAINT seasons_number_check CHECK (number >= 0),
                name \(dialect.text),
                overview \(dialect.text),
                release_date \(dialect.long),
                poster_url \(dialect.text),
                backdrop_url \(dialect.text),
                CONSTRAINT seasons_number_key UNIQUE (show_id, number)
            )\(dialect.tableOptions)
            """,
            """
            CREATE TABLE episodes (
                id \(dialect.identity),
                season_id \(dialect.integer) NOT NULL
                    CONSTRAINT episodes_season_id_fkey REFERENCES seasons (id) ON DELETE CASCADE,
                number \(dialect.integer) NOT NULL CONSTRAINT episodes_number_check CHECK (number >= 0),
                name \(dialect.text),
                overview \(dialect.text),
                release_date \(dialect.long),
                runtime_minutes \(dialect.integer)
                    CONSTRAINT episodes_runtime_minutes_check CHECK (runtime_minutes >= 0),
                backdrop_url \(dialect.text),
                on_demand_stream_id \(dialect.integer) CONSTRAINT episodes_on_demand_stream_id_fkey
                    REFERENCES on_demand_streams (id) ON DELETE SET NULL,
                created_at \(dialect.long) NOT NULL,
                updated_at \(dialect.long) NOT NULL,
                CONSTRAINT episodes_number_key UNIQUE (season_id, number)
            )\(dialect.tableOptions)
            """,
            "CREATE INDEX episodes_on_demand_stream_id ON episodes (on_demand_stream_id)",
        ]
    }
}
