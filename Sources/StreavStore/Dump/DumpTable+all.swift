internal import StreavSQL

extension DumpTable {
    /// Every table that a backup holds, what others refer to first.
    public static let all: [DumpTable] = people + oauth + streams + catalogue + titles + shared + operations

    /// Tables that no backup holds, and why.
    public static let leftOut: [String: String] = [
        "schema_migrations": "the backup's first line has the schema's version",
        "user_sessions": "whoever was signed in signs in again",
        "connections": "they ended with the platform that they were connections of",
        "live_stream_statuses": "nodes say every few seconds how their streams are",
        "consumed_events": "they are of a broker's messages, which are not restored either",
        "idempotency_keys": "answers to repeat, for a day",
    ]

    private static let people: [DumpTable] = [
        DumpTable(
            "users", identity: true,
            [
                "id", "username", "username_folded", "email", "password_hash", "role", "is_disabled",
                "totp_secret_sealed", "totp_last_step", "last_signed_in_at", "created_at", "updated_at", "revision",
            ]),
        DumpTable("user_recovery_codes", key: 2, ["user_id", "code_hash", "used_at"]),
        DumpTable("saved_views", identity: true, ["id", "user_id", "page", "name", "query", "created_at"]),
    ]

    private static let oauth: [DumpTable] = [
        DumpTable(
            "oauth_applications", identity: true,
            [
                "id", "name", "client_id", "secret_hash", "is_disabled", "tokens_valid_from", "last_used_at",
                "created_at", "updated_at", "revision",
            ]),
        DumpTable("oauth_application_scopes", key: 2, ["application_id", "scope"]),
        DumpTable("oauth_revoked_tokens", ["token_id", "application_id", "revoked_at", "expires_at"]),
        DumpTable("oauth_ended_tokens", ["application_id", "tokens_valid_from", "expires_at"]),
    ]

    private static let streams: [DumpTable] = [
        DumpTable(
            "guide_channels", identity: true,
            ["id", "exported_id", "name", "name_folded", "icon_url", "created_at", "updated_at"]),
        DumpTable(
            "guide_programmes", identity: true,
            [
                "id", "guide_channel_id", "starts_at", "ends_at", "title", "subtitle", "description", "category",
                "language", "icon_url", "season_number", "episode_number", "released_in", "rating", "is_new",
            ]),
        DumpTable(
            "categories", identity: true,
            ["id", "name", "name_folded", "position", "created_at", "updated_at", "revision"]),
        DumpTable(
            "live_streams", identity: true,
            [
                "id", "number", "name", "name_folded", "description", "logo_url", "is_adult", "is_radio",
                "archive_days", "segment_target_ms", "window_segments", "starts_on_demand", "idle_stop_ms",
                "is_enabled", "guide_channel_id", "created_at", "updated_at", "revision",
            ]),
        DumpTable("live_stream_categories", key: 2, ["live_stream_id", "category_id", "position"]),
        DumpTable("live_stream_sources", key: 2, ["live_stream_id", "position", "address", "dead_after_ms"]),
        DumpTable(
            "live_stream_states",
            ["live_stream_id", "target_duration_s", "media_sequence", "discontinuity_sequence", "updated_at"]),
    ]

    private static let catalogue: [DumpTable] = [
        DumpTable(
            "on_demand_streams", identity: true,
            [
                "id", "name", "name_folded", "media_key", "file_format", "duration_ms", "size_bytes",
                "bits_per_second", "video_codec", "audio_codec", "width", "height", "created_at", "updated_at",
                "revision",
            ]),
        DumpTable("genres", identity: true, ["id", "name", "name_folded", "created_at", "updated_at"]),
        DumpTable(
            "people", identity: true,
            [
                "id", "name", "name_folded", "biography", "known_for", "birth_date", "death_day", "birth_place",
                "profile_picture_url", "gender", "imdb_id", "popularity", "created_at", "updated_at", "revision",
            ]),
    ]

    private static let titles: [DumpTable] = [
        DumpTable(
            "movies", identity: true,
            [
                "id", "title", "title_folded", "overview", "release_date", "on_demand_stream_id", "runtime_minutes",
                "language", "country_code", "poster_url", "backdrop_url", "rating", "rating_source", "director",
                "trailer_url", "tmdb_id", "is_adult", "created_at", "updated_at", "revision",
            ]),
        DumpTable(
            "shows", identity: true,
            [
                "id", "title", "title_folded", "overview", "release_date", "last_release_date", "runtime_minutes",
                "language", "country_code", "poster_url", "backdrop_url", "rating", "rating_source", "director",
                "trailer_url", "tmdb_id", "is_adult", "created_at", "updated_at", "revision",
            ]),
        DumpTable("movie_genres", key: 2, ["movie_id", "genre_id", "position"]),
        DumpTable("movie_casts", key: 2, ["movie_id", "position", "person_id", "character"]),
        DumpTable("show_genres", key: 2, ["show_id", "genre_id", "position"]),
        DumpTable("show_casts", key: 2, ["show_id", "position", "person_id", "character"]),
        DumpTable(
            "seasons", identity: true,
            ["id", "show_id", "number", "name", "overview", "release_date", "poster_url", "backdrop_url"]),
        DumpTable(
            "episodes", identity: true,
            [
                "id", "season_id", "number", "name", "overview", "release_date", "runtime_minutes", "backdrop_url",
                "on_demand_stream_id", "created_at", "updated_at",
            ]),
    ]

    private static let shared: [DumpTable] = [
        DumpTable(
            "bundles", identity: true,
            ["id", "name", "name_folded", "description", "created_at", "updated_at", "revision"]),
        DumpTable("bundle_live_streams", key: 2, ["bundle_id", "live_stream_id", "position"]),
        DumpTable("bundle_movies", key: 2, ["bundle_id", "movie_id", "position"]),
        DumpTable("bundle_shows", key: 2, ["bundle_id", "show_id", "position"]),
        DumpTable(
            "subscribers", identity: true,
            [
                "id", "username", "username_folded", "email", "email_folded", "access_token_sealed",
                "access_token_hash", "status", "expires_at", "max_connections", "is_trial", "owner_id", "note", "hls",
                "mpeg_ts", "created_at", "updated_at", "revision",
            ]),
        DumpTable("subscriber_bundles", key: 2, ["subscriber_id", "bundle_id", "position"]),
        DumpTable("subscriber_addresses", key: 2, ["subscriber_id", "position", "address"]),
        DumpTable("subscriber_user_agents", key: 2, ["subscriber_id", "position", "user_agent"]),
        DumpTable("subscriber_countries", key: 2, ["subscriber_id", "position", "country"]),
    ]

    private static let operations: [DumpTable] = [
        DumpTable(
            "servers", identity: true,
            [
                "id", "name", "name_folded", "public_url", "status", "last_heartbeat_at", "version", "created_at",
                "updated_at", "revision", "weight", "incarnation", "heartbeats", "is_lost", "is_leaving", "viewers",
                "channels", "outgoing_bits_per_second",
            ]),
        // Generations must never go back.
        DumpTable(
            "server_assignments", ["live_stream_id", "server_id", "generation", "is_watched", "updated_at"]),
        DumpTable("fleet", isSeeded: true, ["id", "revision"]),
        DumpTable(
            "live_stream_events", identity: true,
            ["id", "live_stream_id", "server_id", "occurred_at", "kind", "source_position", "detail"]),
        DumpTable("statistics_retentions", isSeeded: true, ["resolution_s", "kept_ms"]),
        DumpTable(
            "statistics_rollups", key: 4,
            [
                "resolution_s", "dimension", "member", "starts_at", "viewers_peak", "viewer_ms", "sessions", "denials",
                "bytes",
            ]),
        DumpTable("settings", ["name", "value", "updated_at", "revision"]),
        DumpTable(
            "activity",
            [
                "sequence", "occurred_at", "actor_kind", "actor_id", "actor_name", "address", "action", "resource",
                "resource_id", "resource_name", "before", "after", "hash",
            ]),
        // What was published has been heard.
        DumpTable(
            "outbox", identity: true, where: "published_at IS NULL",
            [
                "id", "event_id", "aggregate", "type", "payload", "created_at", "attempts", "next_attempt_at",
                "published_at",
            ]),
    ]
}
