public import StreavDomain
internal import StreavSQL

extension CatalogueQueries {
    public struct BundleSummary: Hashable, Sendable {
        public let id: Int32
        public let name: String
        public let description: String?
        public let liveStreamCount: Int
        public let movieCount: Int
        public let showCount: Int
        public let createdAt: Timestamp
        public let updatedAt: Timestamp
    }

    /// A live stream in a list: its number besides its name.
    public struct Numbered: Hashable, Sendable {
        public let id: Int32
        public let number: Int
        public let name: String
    }

    public func bundles(name: String?, order: NameOrder, _ slice: Slice) throws -> Page<BundleSummary> {
        try page(
            Self.bundleColumns, from: "bundles", where: Self.contains("name_folded", name),
            order: Self.sql(order), slice, Self.bundle)
    }

    public func bundle(_ id: BundleID) throws -> BundleSummary? {
        try connection.fetchOne("SELECT \(Self.bundleColumns) FROM bundles WHERE id = \(id)", Self.bundle)
    }

    /// In the bundle's order, the first `limit`.
    public func liveStreams(ofBundle id: BundleID, limit: Int) throws -> [Numbered] {
        try connection.fetch(
            """
            SELECT s.id AS id, s.number AS number, s.name AS name
            FROM bundle_live_streams c JOIN live_streams s ON s.id = c.live_stream_id
            WHERE c.bundle_id = \(id) ORDER BY c.position, s.id LIMIT \(limit)
            """
        ) { Numbered(id: try $0["id"], number: try $0["number"], name: try $0["name"]) }
    }

    /// In the bundle's order, the first `limit`.
    public func titles(_ kind: TitleKind, ofBundle id: BundleID, limit: Int) throws -> [Named] {
        try connection.fetch(
            """
            SELECT t.id AS id, t.title AS name
            FROM bundle_\(kind.table) c JOIN \(kind.table) t ON t.id = c.\(kind.one)_id
            WHERE c.bundle_id = \(id) ORDER BY c.position, t.id LIMIT \(limit)
            """, Self.named)
    }

    private static let bundleColumns: SQL = """
        id, name, description, created_at, updated_at,
        (SELECT count(*) FROM bundle_live_streams c WHERE c.bundle_id = bundles.id) AS live_streams,
        (SELECT count(*) FROM bundle_movies c WHERE c.bundle_id = bundles.id) AS movies,
        (SELECT count(*) FROM bundle_shows c WHERE c.bundle_id = bundles.id) AS shows
        """

    private static func bundle(_ row: SQLRow) throws -> BundleSummary {
        BundleSummary(
            id: try row["id"], name: try row["name"], description: try row["description"],
            liveStreamCount: try row["live_streams"], movieCount: try row["movies"], showCount: try row["shows"],
            createdAt: try row["created_at"], updatedAt: try row["updated_at"])
    }
}
