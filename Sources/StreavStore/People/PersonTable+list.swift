public import StreavDomain
internal import StreavSQL

extension PersonTable {
    /// What a list is narrowed to; nil leaves it as it is.
    public struct Filter: Hashable, Sendable {
        /// Part of the name, ignoring case.
        public var text: String?
        public var gender: PersonGender?
        /// Whether the person is in any movie or show.
        public var isCast: Bool?

        public init(text: String? = nil, gender: PersonGender? = nil, isCast: Bool? = nil) {
            self.text = text
            self.gender = gender
            self.isCast = isCast
        }
    }

    public enum Order: String, CaseIterable, Hashable, Sendable {
        case name
        case credits
        case popularity
        case born
        case created
    }

    /// A person in a list.
    public struct Listed: Hashable, Sendable {
        public let id: PersonID
        public let name: String
        public let knownFor: String?
        /// `yyyy-MM-dd`.
        public let birthDate: String?
        public let gender: PersonGender
        public let popularity: Double
        public let pictureURL: String?
        public let createdAt: Timestamp
        /// Parts in movies and shows.
        public let credits: Int
    }

    /// A part of a person.
    public struct Credit: Hashable, Sendable {
        public enum Kind: String, Sendable {
            case movie
            case show
        }

        public let kind: Kind
        /// Of the movie or the show.
        public let id: Int32
        public let title: String
        public let character: String?
    }

    public func list(
        _ filter: Filter, order: Order, descending: Bool, _ slice: ListSlice
    ) throws -> ListPage<Listed> {
        var conditions: [SQL] = []
        if let text = filter.text {
            conditions.append("name_folded LIKE \(FoldedText.pattern(containing: text)) ESCAPE '\\'")
        }
        if let gender = filter.gender { conditions.append("gender = \(gender)") }
        if let isCast = filter.isCast {
            let found: SQL = """
                (EXISTS (SELECT 1 FROM movie_casts r WHERE r.person_id = people.id)
                OR EXISTS (SELECT 1 FROM show_casts r WHERE r.person_id = people.id))
                """
            conditions.append(isCast ? found : "NOT \(found)")
        }
        return try connection.list(
            """
            id, name, known_for, birth_date, gender, popularity, profile_picture_url, created_at,
            (SELECT count(*) FROM movie_casts r WHERE r.person_id = people.id)
            + (SELECT count(*) FROM show_casts r WHERE r.person_id = people.id) AS credit_count
            """,
            from: "people", where: conditions, order: Self.sql(order, descending), slice
        ) { row in
            Listed(
                id: try row["id"], name: try row["name"], knownFor: try row["known_for"],
                birthDate: try row["birth_date"], gender: try row["gender"], popularity: try row["popularity"],
                pictureURL: try row["profile_picture_url"], createdAt: try row["created_at"],
                credits: try row["credit_count"])
        }
    }

    /// The names of those of `ids` that are there, by name.
    public func names(of ids: [PersonID]) throws -> [NamedEntry] {
        try connection.names(of: ids.map(\.rawValue), in: "people", "name", order: "name_folded")
    }

    /// What the person is in, by title.
    ///
    /// - Parameter limit: Of movies, and of shows.
    public func credits(of id: PersonID, limit: Int) throws -> [Credit] {
        let movies = try connection.fetch(
            """
            SELECT m.id AS id, m.title AS title, r."character" AS part
            FROM movie_casts r JOIN movies m ON m.id = r.movie_id
            WHERE r.person_id = \(id) ORDER BY m.title_folded, m.id, r.position LIMIT \(limit)
            """
        ) { Credit(kind: .movie, id: try $0["id"], title: try $0["title"], character: try $0["part"]) }
        let shows = try connection.fetch(
            """
            SELECT s.id AS id, s.title AS title, r."character" AS part
            FROM show_casts r JOIN shows s ON s.id = r.show_id
            WHERE r.person_id = \(id) ORDER BY s.title_folded, s.id, r.position LIMIT \(limit)
            """
        ) { Credit(kind: .show, id: try $0["id"], title: try $0["title"], character: try $0["part"]) }
        return movies + shows
    }

    private static func sql(_ order: Order, _ descending: Bool) -> SQL {
        switch (order, descending) {
        case (.name, false): "name_folded, id"
        case (.name, true): "name_folded DESC, id"
        case (.credits, false): "credit_count, name_folded, id"
        case (.credits, true): "credit_count DESC, name_folded, id"
        case (.popularity, false): "popularity, id"
        case (.popularity, true): "popularity DESC, id"
        case (.born, false): "birth_date NULLS LAST, id"
        case (.born, true): "birth_date DESC NULLS LAST, id"
        case (.created, false): "created_at, id"
        case (.created, true): "created_at DESC, id"
        }
    }
}
