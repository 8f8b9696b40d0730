public import StreavDomain
internal import StreavSQL

extension CategoryTable {
    public enum Order: String, CaseIterable, Hashable, Sendable {
        case position
        case name
        case streams
    }

    /// A category in a list.
    public struct Listed: Hashable, Sendable {
        public let category: Category
        /// How many live streams stand under it.
        public let streams: Int
    }

    /// - Parameter text: Part of the name, ignoring case; nil: all.
    public func list(
        containing text: String?, order: Order, descending: Bool, _ slice: ListSlice
    ) throws -> ListPage<Listed> {
        var conditions: [SQL] = []
        if let text {
            conditions.append("name_folded LIKE \(FoldedText.pattern(containing: text)) ESCAPE '\\'")
        }
        return try connection.list(
            """
            \(Self.columns),
            (SELECT count(*) FROM live_stream_categories m WHERE m.category_id = categories.id) AS streams
            """,
            from: "categories", where: conditions, order: Self.sql(order, descending), slice
        ) { row in
            Listed(category: try Self.category(row), streams: try row["streams"])
        }
    }

    /// Moves a category without touching anything else of it. False when it is not there.
    public func move(_ id: CategoryID, to position: Int, now: Timestamp) throws -> Bool {
        try connection.execute(
            """
            UPDATE categories SET position = \(position), updated_at = \(now), revision = revision + 1
            WHERE id = \(id)
            """) == 1
    }

    private static func sql(_ order: Order, _ descending: Bool) -> SQL {
        switch (order, descending) {
        case (.position, false): "position, id"
        case (.position, true): "position DESC, id DESC"
        case (.name, false): "name_folded, id"
        case (.name, true): "name_folded DESC, id"
        case (.streams, false): "streams, position, id"
        case (.streams, true): "streams DESC, position, id"
        }
    }
}
