import StreavSQL
import StreavStore

/// A small catalogue with ids that tests know: movie 1 is stream 10 with genre 1 and person 5, show 3 has two seasons
/// of which the first has eight episodes from stream 21 on, bundle 1 has most of it.
enum SampleCatalogue {
    static let movieCount = 16
    static let showCount = 14
    private static let now: Int64 = 1_700_000_000_000
    private static let day: Int64 = 86_400_000

    static func insert(_ connection: any DatabaseConnection) throws {
        for (id, name) in [(1, "Basic"), (2, "Extra"), (3, "Empty")] {
            try connection.execute(
                """
                INSERT INTO bundles (id, name, name_folded, description, created_at, updated_at, revision)
                VALUES (\(id), \(name), \(FoldedText.fold(name)), NULL, \(now), \(now), 1)
                """)
        }
        try insertPeople(connection)
        try insertLiveStreams(connection)
        try insertStreams(connection)
        try insertMovies(connection)
        try insertShows(connection)
    }

    private static func insertPeople(_ connection: any DatabaseConnection) throws {
        for (id, name) in [(1, "Drama"), (2, "Adventure"), (3, "Western")] {
            try connection.execute(
                """
                INSERT INTO genres (id, name, name_folded, created_at, updated_at)
                VALUES (\(id), \(name), \(FoldedText.fold(name)), \(now), \(now))
                """)
        }
        for (id, name, death) in [(5, "Ada Reyes", nil), (6, "Jo Lindqvist", "2019-02-28")] as [(Int, String, String?)]
        {
            try connection.execute(
                """
                INSERT INTO people (
                    id, name, name_folded, biography, known_for, birth_date, death_day, birth_place,
                    profile_picture_url, gender, imdb_id, popularity, created_at, updated_at, revision
                ) VALUES (
                    \(id), \(name), \(FoldedText.fold(name)), NULL, 'Acting', '1970-01-31', \(death), 'Porto',
                    '{TMDB_BASE_PATH}/p.jpg', 1, 'nm0000005', \(id == 5 ? 12.0 : 12.3), \(now), \(now), 1
                )
                """)
        }
    }

    private static func insertLiveStreams(_ connection: any DatabaseConnection) throws {
        for (id, name, position) in [(1, "News", 2), (2, "Sport", 1)] {
            try connection.execute(
                """
                INSERT INTO categories (id, name, name_folded, position, created_at, updated_at, revision)
                VALUES (\(id), \(name), \(FoldedText.fold(name)), \(position), \(now), \(now), 1)
                """)
        }
        try connection.execute(
            """
            INSERT INTO guide_channels (id, exported_id, name, name_folded, created_at, updated_at)
            VALUES (7, 'harbour.one', 'Harbour One', 'harbour one', \(now), \(now))
            """)
        for (id, name) in [(1, "Harbour One"), (2, "100% Sport_live"), (3, "Night Line"), (4, "Élan")] {
            try connection.execute(
                """
                INSERT INTO live_streams (
                    id, number, name, name_folded, is_adult, is_radio, archive_days, segment_target_ms,
                    window_segments, starts_on_demand, idle_stop_ms, is_enabled, guide_channel_id, created_at,
                    updated_at, revision
                ) VALUES (
                    \(id), \(100 + id), \(name), \(FoldedText.fold(name)), 0, 0, 7, 4000, 6, 0, 30000, 1,
                    \(id == 1 ? 7 : nil), \(now), \(now), 1
                )
                """)
            try connection.execute(
                """
                INSERT INTO live_stream_sources (live_stream_id, position, address, dead_after_ms)
                VALUES (\(id), 0, 'http://operator:hunter2@source.example.org/feed?key=hunter2', 2000)
                """)
            try connection.execute(
                """
                INSERT INTO live_stream_categories (live_stream_id, category_id, position)
                VALUES (\(id), \(1 + id % 2), 0)
                """)
            try connection.execute(
                """
                INSERT INTO bundle_live_streams (bundle_id, live_stream_id, position)
                VALUES (\(id == 4 ? 2 : 1), \(id), \(10 - id))
                """)
        }
    }

    private static func insertStreams(_ connection: any DatabaseConnection) throws {
        for id in [10, 11, 12] + Array(21...28) {
            try connection.execute(
                """
                INSERT INTO on_demand_streams (
                    id, name, name_folded, media_key, file_format, duration_ms, size_bytes, created_at, updated_at,
                    revision
                ) VALUES (
                    \(id), \("File \(id)"), \("file \(id)"), \("secret-folder/\(id).mp4"), \(id == 12 ? nil : "mp4"),
                    \(id == 12 ? nil : 90_500), 1000, \(now), \(now), 1
                )
                """)
        }
    }

    /// Movie 15 has neither date nor rating; the titles of two hold signs that mean something to databases.
    private static func insertMovies(_ connection: any DatabaseConnection) throws {
        for id in 1...movieCount {
            let title =
                switch id {
                case 2: "Star Warsaw"
                case 3: "A Lone Star Wars On"
                case 4: "100% of_it"
                default: "Movie \(id)"
                }
            try connection.execute(
                """
                INSERT INTO movies (
                    id, title, title_folded, overview, release_date, on_demand_stream_id, runtime_minutes, language,
                    country_code, poster_url, backdrop_url, rating, rating_source, director, is_adult, created_at,
                    updated_at, revision
                ) VALUES (
                    \(id), \(title), \(FoldedText.fold(title)), 'An overview / with a slash',
                    \(id == 15 ? nil : now - Int64(id) * day), \(id <= 2 ? 9 + id : nil), 120, 'en', 'US',
                    '{TMDB_BASE_PATH}/a.jpg', '{TMDB_BASE_PATH}/b.jpg', \(id == 15 ? nil : Double(id % 10)), 'TMDB',
                    'Jo Lindqvist', 0, \(now), \(now), 1
                )
                """)
            try connection.execute(
                """
                INSERT INTO bundle_movies (bundle_id, movie_id, position)
                VALUES (\(id == 2 ? 2 : 1), \(id), \(100 - id))
                """)
        }
        try connection.execute("INSERT INTO movie_genres (movie_id, genre_id, position) VALUES (1, 2, 0), (1, 1, 1)")
        try connection.execute(
            """
            INSERT INTO movie_casts (movie_id, position, person_id, "character")
            VALUES (1, 0, 5, 'The conductor'), (1, 1, 6, NULL), (1, 2, 5, 'Her twin')
            """)
    }

    private static func insertShows(_ connection: any DatabaseConnection) throws {
        for id in 1...showCount {
            try connection.execute(
                """
                INSERT INTO shows (
                    id, title, title_folded, overview, release_date, last_release_date, language, rating, is_adult,
                    created_at, updated_at, revision
                ) VALUES (
                    \(id), \("Show \(id)"), \("show \(id)"), NULL, \(now - Int64(id) * day), \(now), 'en',
                    \(Double(id) / 2), 0, \(now), \(now), 1
                )
                """)
            try connection.execute(
                "INSERT INTO bundle_shows (bundle_id, show_id, position) VALUES (1, \(id), \(100 - id))")
        }
        for (id, show, number) in [(1, 3, 2), (2, 3, 1), (3, 2, 1), (4, 2, 0)] {
            try connection.execute(
                """
                INSERT INTO seasons (id, show_id, number, name, overview, release_date, poster_url, backdrop_url)
                VALUES (\(id), \(show), \(number), \("Season \(number)"), NULL, \(now), NULL, NULL)
                """)
        }
        for number in 1...8 {
            try connection.execute(
                """
                INSERT INTO episodes (
                    season_id, number, name, overview, release_date, runtime_minutes, backdrop_url,
                    on_demand_stream_id, created_at, updated_at
                ) VALUES (
                    2, \(9 - number), \("Episode \(9 - number)"), NULL, \(now), 45, NULL, \(29 - number), \(now), \(now)
                )
                """)
        }
    }
}
