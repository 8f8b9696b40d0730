internal import StreavSQL
public import StreavDomain

extension CatalogueQueries {
    /// A movie or a show.
    public struct Title: Hashable, Sendable {
        public let id: Int32
        public let title: String
        public let overview: String?
        public let releaseDate: Timestamp?
        /// Of a show.
        public let lastReleaseDate: Timestamp?
        public let runtimeMinutes: Int?
        public let language: String?
        public let countryCode: String?
        public let posterURL: String?
        public let backdropURL: String?
        public let rating: Double?
        public let ratingSource: String?
        public let director: String?
        /// The on-demand stream to play; of a movie.
        public let streamID: Int32?
        public var genres: [Named] = []
        public var casts: [Cast] = []
    }

    /// Somebody in a movie or a show.
    public struct Cast: Hashable, Sendable {
        /// The person's.
        public let id: Int32
        public let name: String
        public let profilePictureURL: String?
        public let character: String?
    }

    public enum TitleKind: Sendable {
        case movie
        case show

        var table: SQL {
            switch self {
            case .movie: "movies"
            case .show: "shows"
            }
        }

        /// The singular, as columns and tables of relations have it.
        var one: SQL {
            switch self {
            case .movie: "movie"
            case .show: "show"
            }
        }

        /// The two columns that the other kind does not have.
        fileprivate var own: SQL {
            switch self {
            case .movie: "on_demand_stream_id, NULL AS last_release_date"
            case .show: "NULL AS on_demand_stream_id, last_release_date"
            }
        }
    }

    public enum TitleOrder: Sendable, CaseIterable {
        case id, releaseDate, releaseDateDescending, rating, ratingDescending, title, titleDescending

        fileprivate var sql: SQL {
            switch self {
            case .id: "id"
            case .releaseDate: "release_date ASC NULLS LAST, id"
            case .releaseDateDescending: "release_date DESC NULLS LAST, id"
            case .rating: "rating ASC NULLS LAST, id"
            case .ratingDescending: "rating DESC NULLS LAST, id"
            case .title: "title_folded, id"
            case .titleDescending: "title_folded DESC, id"
            }
        }
    }

    public enum TitleInclude: Hashable, Sendable {
        case genres, casts
    }

    /// - Parameters:
    ///   - title: A part of the title, ignoring case.
    ///   - bundle: Those in a bundle; none when there is no such bundle.
    public func titles(
        _ kind: TitleKind, title: String?, bundle: BundleID?, order: TitleOrder, including include: Set<TitleInclude>,
        _ slice: Slice
    ) throws -> Page<Title> {
        var conditions = Self.contains("title_folded", title)
        var count: SQL?
        if let bundle {
            // Not IN, which makes SQLite fetch and sort all of the bundle: this walks the order's index until the
            // page is full. That is long for few titles among many, yet no longer than the other for a large bundle.
            conditions.append(
                """
                EXISTS (
                    SELECT 1 FROM bundle_\(kind.table) c
                    WHERE c.bundle_id = \(bundle) AND c.\(kind.one)_id = \(kind.table).id
                )
                """)
            if title == nil { count = "SELECT count(*) FROM bundle_\(kind.table) WHERE bundle_id = \(bundle)" }
        }
        let page = try page(
            Self.columns(kind), from: kind.table, where: conditions, order: order.sql, count: count, slice,
            Self.title)
        return Page(total: page.total, entries: try adding(include, to: page.entries, kind))
    }

    public func title(
        _ kind: TitleKind, _ id: Int32, including include: Set<TitleInclude>
    ) throws -> Title? {
        let found = try connection.fetchOne(
            "SELECT \(Self.columns(kind)) FROM \(kind.table) WHERE id = \(id)", Self.title)
        return try adding(include, to: found.map { [$0] } ?? [], kind).first
    }

    private func adding(
        _ include: Set<TitleInclude>, to titles: [Title], _ kind: TitleKind
    ) throws -> [Title] {
        guard !titles.isEmpty, !include.isEmpty else { return titles }
        let ids = titles.map(\.id)
        let genres = include.contains(.genres) ? try genres(of: ids, kind) : [:]
        let casts = include.contains(.casts) ? try casts(of: ids, kind) : [:]
        return titles.map { title in
            var title = title
            title.genres = genres[title.id] ?? []
            title.casts = casts[title.id] ?? []
            return title
        }
    }

    private func genres(of ids: [Int32], _ kind: TitleKind) throws -> [Int32: [Named]] {
        try grouped(
            """
            SELECT r.\(kind.one)_id AS owner, g.id AS id, g.name AS name
            FROM \(kind.one)_genres r JOIN genres g ON g.id = r.genre_id
            WHERE r.\(kind.one)_id IN (\(values: ids)) ORDER BY r.position, g.id
            """, Self.named)
    }

    private func casts(of ids: [Int32], _ kind: TitleKind) throws -> [Int32: [Cast]] {
        try grouped(
            """
            SELECT r.\(kind.one)_id AS owner, p.id AS id, p.name AS name, p.profile_picture_url AS picture,
                r."character" AS part
            FROM \(kind.one)_casts r JOIN people p ON p.id = r.person_id
            WHERE r.\(kind.one)_id IN (\(values: ids)) ORDER BY r.position
            """
        ) { row in
            Cast(
                id: try row["id"], name: try row["name"], profilePictureURL: try row["picture"],
                character: try row["part"])
        }
    }

    private static func columns(_ kind: TitleKind) -> SQL {
        """
        id, title, overview, release_date, runtime_minutes, language, country_code, poster_url, backdrop_url, rating,
        rating_source, director, \(kind.own)
        """
    }

    private static func title(_ row: SQLRow) throws -> Title {
        Title(
            id: try row["id"], title: try row["title"], overview: try row["overview"],
            releaseDate: try row["release_date"], lastReleaseDate: try row["last_release_date"],
            runtimeMinutes: try row["runtime_minutes"], language: try row["language"],
            countryCode: try row["country_code"], posterURL: try row["poster_url"],
            backdropURL: try row["backdrop_url"], rating: try row["rating"], ratingSource: try row["rating_source"],
            director: try row["director"], streamID: try row["on_demand_stream_id"])
    }
}
