public import StreavDomain
internal import StreavSQL

extension BundleTable {
    /// What a list is narrowed to; nil leaves it as it is.
    public struct Filter: Hashable, Sendable {
        /// Part of the name, ignoring case.
        public var text: String?
        /// True: nothing is in it; false: something is.
        public var isEmpty: Bool?
        /// True: somebody has it; false: nobody does.
        public var isSubscribed: Bool?

        public init(text: String? = nil, isEmpty: Bool? = nil, isSubscribed: Bool? = nil) {
            self.text = text
            self.isEmpty = isEmpty
            self.isSubscribed = isSubscribed
        }
    }

    public enum Order: String, CaseIterable, Hashable, Sendable {
        case name
        case liveStreams = "live-streams"
        case movies
        case shows
        case subscribers
        case updated
        case created
    }

    /// A bundle in a list: what is in it and who has it, as numbers.
    public struct Listed: Hashable, Sendable {
        public let id: BundleID
        public let name: String
        public let description: String?
        public let liveStreamCount: Int
        public let movieCount: Int
        public let showCount: Int
        public let subscriberCount: Int
        public let createdAt: Timestamp
        public let updatedAt: Timestamp
        public let revision: Int64

        public func count(of kind: BundleContentKind) -> Int {
            switch kind {
            case .liveStreams: liveStreamCount
            case .movies: movieCount
            case .shows: showCount
            }
        }
    }

    public func list(
        _ filter: Filter, order: Order, descending: Bool, _ slice: ListSlice
    ) throws -> ListPage<Listed> {
        var conditions: [SQL] = []
        if let text = filter.text {
            conditions.append("name_folded LIKE \(FoldedText.pattern(containing: text)) ESCAPE '\\'")
        }
        if let isEmpty = filter.isEmpty {
            conditions.append(isEmpty ? "NOT \(Self.holdsAnything)" : Self.holdsAnything)
        }
        if let isSubscribed = filter.isSubscribed {
            conditions.append(isSubscribed ? Self.hasSubscribers : "NOT \(Self.hasSubscribers)")
        }
        return try connection.list(
            Self.listColumns, from: "bundles", where: conditions, order: Self.sql(order, descending), slice,
            Self.listed)
    }

    /// One as a list has it: without its contents, of which there may be very many.
    public func listed(_ id: BundleID) throws -> Listed? {
        try connection.fetchOne("SELECT \(Self.listColumns) FROM bundles WHERE id = \(id)", Self.listed)
    }

    /// The ids and names of all bundles by name, at most `limit`: what can be chosen from.
    public func names(limit: Int) throws -> [CatalogueQueries.Named] {
        try connection.fetch(
            "SELECT id, name FROM bundles ORDER BY name_folded LIMIT \(limit)", CatalogueQueries.named)
    }

    /// Those of `ids` that are there, with their names, in the order of `ids`.
    public func names(of ids: [BundleID]) throws -> [CatalogueQueries.Named] {
        let found = try connection.fetch(
            "SELECT id, name FROM bundles WHERE id IN (\(values: ids))", CatalogueQueries.named)
        return ids.compactMap { id in found.first { $0.id == id.rawValue } }
    }

    private static let holdsAnything: SQL = """
        (EXISTS (SELECT 1 FROM bundle_live_streams c WHERE c.bundle_id = bundles.id)
        OR EXISTS (SELECT 1 FROM bundle_movies c WHERE c.bundle_id = bundles.id)
        OR EXISTS (SELECT 1 FROM bundle_shows c WHERE c.bundle_id = bundles.id))
        """

    private static let hasSubscribers: SQL =
        "EXISTS (SELECT 1 FROM subscriber_bundles c WHERE c.bundle_id = bundles.id)"

    private static let listColumns: SQL = """
        id, name, description, created_at, updated_at, revision,
        (SELECT count(*) FROM bundle_live_streams c WHERE c.bundle_id = bundles.id) AS live_stream_count,
        (SELECT count(*) FROM bundle_movies c WHERE c.bundle_id = bundles.id) AS movie_count,
        (SELECT count(*) FROM bundle_shows c WHERE c.bundle_id = bundles.id) AS show_count,
        (SELECT count(*) FROM subscriber_bundles c WHERE c.bundle_id = bundles.id) AS subscriber_count
        """

    private static func listed(_ row: SQLRow) throws -> Listed {
        Listed(
            id: try row["id"], name: try row["name"], description: try row["description"],
            liveStreamCount: try row["live_stream_count"], movieCount: try row["movie_count"],
            showCount: try row["show_count"], subscriberCount: try row["subscriber_count"],
            createdAt: try row["created_at"], updatedAt: try row["updated_at"], revision: try row["revision"])
    }

    private static func sql(_ order: Order, _ descending: Bool) -> SQL {
        let column: SQL =
            switch order {
            case .name: "name_folded"
            case .liveStreams: "live_stream_count"
            case .movies: "movie_count"
            case .shows: "show_count"
            case .subscribers: "subscriber_count"
            case .updated: "updated_at"
            case .created: "created_at"
            }
        return descending ? "\(column) DESC, id" : "\(column), id"
    }
}
