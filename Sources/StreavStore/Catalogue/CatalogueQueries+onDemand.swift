public import StreavDomain
internal import StreavSQL

extension CatalogueQueries {
    /// A playable file as anybody may know it: not where it lies.
    public struct OnDemandStreamSummary: Hashable, Sendable {
        public let id: Int32
        public let name: String
        public let fileFormat: String?
        public let duration: Duration?
        public let sizeBytes: Int64?
        public let videoCodec: String?
        public let audioCodec: String?
        public let width: Int?
        public let height: Int?
        public let createdAt: Timestamp
        public let updatedAt: Timestamp
    }

    public func onDemandStreams(
        name: String?, order: NameOrder, _ slice: Slice
    ) throws -> Page<OnDemandStreamSummary> {
        try page(
            Self.onDemandColumns, from: "on_demand_streams", where: Self.contains("name_folded", name),
            order: Self.sql(order), slice, Self.onDemandStream)
    }

    public func onDemandStream(_ id: OnDemandStreamID) throws -> OnDemandStreamSummary? {
        try connection.fetchOne(
            "SELECT \(Self.onDemandColumns) FROM on_demand_streams WHERE id = \(id)", Self.onDemandStream)
    }

    /// What the stream is the file of, and whether one of the subscriber's bundles holds that.
    public func titles(
        ofStream id: OnDemandStreamID, for subscriber: SubscriberID
    ) throws -> (movie: TitleAccess, show: TitleAccess) {
        let movie = try connection.fetchColumn(
            """
            SELECT count(b.bundle_id) FROM movies m
            LEFT JOIN bundle_movies c ON c.movie_id = m.id
            LEFT JOIN subscriber_bundles b ON b.bundle_id = c.bundle_id AND b.subscriber_id = \(subscriber)
            WHERE m.on_demand_stream_id = \(id) GROUP BY m.id
            """, as: Int.self)
        let show = try connection.fetchColumn(
            """
            SELECT count(b.bundle_id) FROM episodes e
            JOIN seasons s ON s.id = e.season_id
            LEFT JOIN bundle_shows c ON c.show_id = s.show_id
            LEFT JOIN subscriber_bundles b ON b.bundle_id = c.bundle_id AND b.subscriber_id = \(subscriber)
            WHERE e.on_demand_stream_id = \(id) GROUP BY e.id
            """, as: Int.self)
        return (TitleAccess(counts: movie), TitleAccess(counts: show))
    }

    /// Whether a stream is the file of anything of a kind, and whether the subscriber has any of it.
    public enum TitleAccess: Sendable {
        case none
        case notInBundle
        case inBundle

        init(counts: [Int]) {
            self = counts.isEmpty ? .none : counts.contains { $0 > 0 } ? .inBundle : .notInBundle
        }
    }

    private static let onDemandColumns: SQL = """
        id, name, file_format, duration_ms, size_bytes, video_codec, audio_codec, width, height, created_at, updated_at
        """

    private static func onDemandStream(_ row: SQLRow) throws -> OnDemandStreamSummary {
        OnDemandStreamSummary(
            id: try row["id"], name: try row["name"], fileFormat: try row["file_format"],
            duration: try row["duration_ms"], sizeBytes: try row["size_bytes"], videoCodec: try row["video_codec"],
            audioCodec: try row["audio_codec"], width: try row["width"], height: try row["height"],
            createdAt: try row["created_at"], updatedAt: try row["updated_at"])
    }
}
