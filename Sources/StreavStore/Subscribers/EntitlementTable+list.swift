public import StreavDomain
internal import StreavSQL

extension EntitlementTable {
    /// What a subscriber can play, by what it is called.
    public struct Playable: Hashable, Sendable {
        public let stream: StreamID
        public let name: String
        /// Of a live stream.
        public let number: Int?
        /// Of an episode: season and number.
        public let episode: String?
        /// Of a file, such as `mp4`.
        public let fileFormat: String?
    }

    public enum PlayableKind: String, CaseIterable, Hashable, Sendable {
        case liveStreams = "live-streams"
        case movies
        case episodes
    }

    /// What a subscriber's bundles hold of a kind, by number or name.
    ///
    /// - Parameter text: Part of the name, ignoring case.
    public func playable(
        _ kind: PlayableKind, by id: SubscriberID, matching text: String?, _ slice: ListSlice
    ) throws -> ListPage<Playable> {
        let pattern = text.map { FoldedText.pattern(containing: $0) }
        switch kind {
        case .liveStreams: return try liveStreams(by: id, pattern, slice)
        case .movies: return try movies(by: id, pattern, slice)
        case .episodes: return try episodes(by: id, pattern, slice)
        }
    }

    private func liveStreams(
        by id: SubscriberID, _ pattern: String?, _ slice: ListSlice
    ) throws -> ListPage<Playable> {
        let held: SQL = """
            s.is_enabled = 1 AND s.id IN (SELECT c.live_stream_id FROM subscriber_bundles b
            JOIN bundle_live_streams c ON c.bundle_id = b.bundle_id WHERE b.subscriber_id = \(id))
            """
        return try connection.list(
            "s.id AS id, s.number AS number, s.name AS name", from: "live_streams s",
            where: [held] + Self.matches("s.name_folded", pattern), order: "s.number, s.id", slice
        ) { row in
            let id: LiveStreamID = try row["id"]
            return Playable(
                stream: .live(id), name: try row["name"], number: try row["number"], episode: nil, fileFormat: nil)
        }
    }

    private func movies(by id: SubscriberID, _ pattern: String?, _ slice: ListSlice) throws -> ListPage<Playable> {
        let held: SQL = """
            m.id IN (SELECT c.movie_id FROM subscriber_bundles b
            JOIN bundle_movies c ON c.bundle_id = b.bundle_id WHERE b.subscriber_id = \(id))
            """
        return try connection.list(
            "o.id AS id, m.title AS name, o.file_format AS file_format",
            from: "movies m JOIN on_demand_streams o ON o.id = m.on_demand_stream_id",
            where: [held] + Self.matches("m.title_folded", pattern), order: "m.title_folded, m.id", slice
        ) { row in
            let id: OnDemandStreamID = try row["id"]
            return Playable(
                stream: .onDemand(id), name: try row["name"], number: nil, episode: nil,
                fileFormat: try row["file_format"])
        }
    }

    private func episodes(by id: SubscriberID, _ pattern: String?, _ slice: ListSlice) throws -> ListPage<Playable> {
        let held: SQL = """
            h.id IN (SELECT c.show_id FROM subscriber_bundles b
            JOIN bundle_shows c ON c.bundle_id = b.bundle_id WHERE b.subscriber_id = \(id))
            """
        return try connection.list(
            "o.id AS id, h.title AS name, s.number AS season, e.number AS number, o.file_format AS file_format",
            from: """
                episodes e JOIN seasons s ON s.id = e.season_id JOIN shows h ON h.id = s.show_id
                JOIN on_demand_streams o ON o.id = e.on_demand_stream_id
                """,
            where: [held] + Self.matches("h.title_folded", pattern),
            order: "h.title_folded, h.id, s.number, e.number, e.id", slice
        ) { row in
            let id: OnDemandStreamID = try row["id"]
            let season: Int = try row["season"]
            let number: Int = try row["number"]
            return Playable(
                stream: .onDemand(id), name: try row["name"], number: nil, episode: "S\(season) E\(number)",
                fileFormat: try row["file_format"])
        }
    }

    private static func matches(_ column: SQL, _ pattern: String?) -> [SQL] {
        pattern.map { ["\(column) LIKE \($0) ESCAPE '\\'"] } ?? []
    }
}
