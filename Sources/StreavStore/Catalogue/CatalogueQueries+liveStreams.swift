public import StreavDomain
internal import StreavSQL

extension CatalogueQueries {
    /// A live stream as anybody may know it: not where it comes from.
    public struct LiveStreamSummary: Hashable, Sendable {
        public let id: Int32
        public let number: Int
        public let name: String
        public let description: String?
        public let logoURL: String?
        /// The XMLTV id.
        public let guideChannelID: String?
        public let isAdult: Bool
        public let isRadio: Bool
        public let archiveDays: Int
        public let createdAt: Timestamp
        public let updatedAt: Timestamp
    }

    public enum LiveStreamOrder: Sendable {
        case id, number, numberDescending, name, nameDescending

        fileprivate var sql: SQL {
            switch self {
            case .id: "s.id"
            case .number: "s.number, s.id"
            case .numberDescending: "s.number DESC, s.id"
            case .name: "s.name_folded, s.id"
            case .nameDescending: "s.name_folded DESC, s.id"
            }
        }
    }

    public func liveStreams(
        name: String?, category: CategoryID?, bundle: BundleID?, order: LiveStreamOrder, _ slice: Slice
    ) throws -> Page<LiveStreamSummary> {
        var conditions = Self.contains("s.name_folded", name)
        if let category {
            conditions.append(
                "s.id IN (SELECT live_stream_id FROM live_stream_categories WHERE category_id = \(category))")
        }
        if let bundle {
            conditions.append("s.id IN (SELECT live_stream_id FROM bundle_live_streams WHERE bundle_id = \(bundle))")
        }
        return try page(
            Self.liveStreamColumns, from: "live_streams s", where: conditions, order: order.sql, slice,
            Self.liveStream)
    }

    public func liveStream(_ id: LiveStreamID) throws -> LiveStreamSummary? {
        try connection.fetchOne(
            "SELECT \(Self.liveStreamColumns) FROM live_streams s WHERE s.id = \(id)", Self.liveStream)
    }

    /// For each of the streams, in its own order.
    public func categories(ofLiveStreams ids: [Int32]) throws -> [Int32: [Named]] {
        try grouped(
            """
            SELECT r.live_stream_id AS owner, c.id AS id, c.name AS name
            FROM live_stream_categories r JOIN categories c ON c.id = r.category_id
            WHERE r.live_stream_id IN (\(values: ids)) ORDER BY r.position, c.id
            """, Self.named)
    }

    /// For each of the streams, by name.
    public func bundles(ofLiveStreams ids: [Int32]) throws -> [Int32: [Named]] {
        try grouped(
            """
            SELECT r.live_stream_id AS owner, b.id AS id, b.name AS name
            FROM bundle_live_streams r JOIN bundles b ON b.id = r.bundle_id
            WHERE r.live_stream_id IN (\(values: ids)) ORDER BY b.name_folded, b.id
            """, Self.named)
    }

    private static let liveStreamColumns: SQL = """
        s.id AS id, s.number AS number, s.name AS name, s.description AS description, s.logo_url AS logo_url,
        s.is_adult AS is_adult, s.is_radio AS is_radio, s.archive_days AS archive_days,
        s.created_at AS created_at, s.updated_at AS updated_at,
        (SELECT g.exported_id FROM guide_channels g WHERE g.id = s.guide_channel_id) AS guide
        """

    private static func liveStream(_ row: SQLRow) throws -> LiveStreamSummary {
        LiveStreamSummary(
            id: try row["id"], number: try row["number"], name: try row["name"],
            description: try row["description"], logoURL: try row["logo_url"], guideChannelID: try row["guide"],
            isAdult: try row["is_adult"], isRadio: try row["is_radio"], archiveDays: try row["archive_days"],
            createdAt: try row["created_at"], updatedAt: try row["updated_at"])
    }
}
