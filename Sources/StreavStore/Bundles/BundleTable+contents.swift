public import StreavDomain
internal import StreavSQL

extension BundleTable {
    /// Something that a bundle holds, or could hold.
    public struct Content: Hashable, Sendable {
        public let id: Int32
        /// Of a live stream; nil for what has none.
        public let number: Int?
        public let name: String
        /// Whether the bundle that was asked about holds it.
        public let isInBundle: Bool
    }

    /// What a bundle holds of a kind, in its order.
    public func contents(_ kind: BundleContentKind, of id: BundleID, _ slice: ListSlice) throws -> ListPage<Content> {
        let names = Names(kind)
        return try connection.list(
            "t.id AS id, \(names.number) AS number, \(names.name) AS name, 1 AS is_in",
            from: "\(names.contents) c JOIN \(names.table) t ON t.id = c.\(names.column)",
            where: ["c.bundle_id = \(id)"], order: "c.position, t.id", slice, Self.content)
    }

    /// What there is of a kind, whether or not the bundle holds it, by number or name.
    ///
    /// - Parameter text: Part of the name, ignoring case; of live streams also the whole number.
    public func candidates(
        _ kind: BundleContentKind, for id: BundleID, matching text: String?, _ slice: ListSlice
    ) throws -> ListPage<Content> {
        let names = Names(kind)
        var conditions: [SQL] = []
        if let text {
            let matches: SQL = "\(names.folded) LIKE \(FoldedText.pattern(containing: text)) ESCAPE '\\'"
            if kind == .liveStreams, let number = Int32(text) {
                conditions.append("(\(matches) OR t.number = \(Int(number)))")
            } else {
                conditions.append(matches)
            }
        }
        return try connection.list(
            """
            t.id AS id, \(names.number) AS number, \(names.name) AS name,
            CASE WHEN EXISTS (SELECT 1 FROM \(names.contents) c WHERE c.bundle_id = \(id) AND c.\(names.column) = t.id)
                THEN 1 ELSE 0 END AS is_in
            """,
            from: "\(names.table) t", where: conditions, order: names.order, slice, Self.content)
    }

    private static func content(_ row: SQLRow) throws -> Content {
        Content(id: try row["id"], number: try row["number"], name: try row["name"], isInBundle: try row["is_in"])
    }

    /// What a kind is called in the schema.
    private struct Names {
        let table: SQL
        let contents: SQL
        let column: SQL
        let number: SQL
        let name: SQL
        let folded: SQL
        let order: SQL

        init(_ kind: BundleContentKind) {
            switch kind {
            case .liveStreams:
                (table, contents, column) = ("live_streams", "bundle_live_streams", "live_stream_id")
                (number, name, folded, order) = ("t.number", "t.name", "t.name_folded", "t.number, t.id")
            case .movies:
                (table, contents, column) = ("movies", "bundle_movies", "movie_id")
                (number, name, folded, order) = ("NULL", "t.title", "t.title_folded", "t.title_folded, t.id")
            case .shows:
                (table, contents, column) = ("shows", "bundle_shows", "show_id")
                (number, name, folded, order) = ("NULL", "t.title", "t.title_folded", "t.title_folded, t.id")
            }
        }
    }
}
