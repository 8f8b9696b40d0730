public import StreavDomain
internal import StreavSQL

extension LiveStreamTable {
    /// What a list is narrowed to; nil leaves it as it is.
    public struct Filter: Hashable, Sendable {
        /// Part of the name, ignoring case, or the channel number.
        public var text: String?
        public var condition: LiveStreamCondition?
        public var category: CategoryID?
        public var isEnabled: Bool?

        public init(
            text: String? = nil, condition: LiveStreamCondition? = nil, category: CategoryID? = nil,
            isEnabled: Bool? = nil
        ) {
            self.text = text
            self.condition = condition
            self.category = category
            self.isEnabled = isEnabled
        }
    }

    public enum Order: String, CaseIterable, Hashable, Sendable {
        case number
        case name
        case state
        case bitrate
        case viewers
        case uptime
    }

    /// A live stream in a list, with how it is now.
    public struct Listed: Hashable, Sendable {
        public let id: LiveStreamID
        public let number: Int
        public let name: String
        public let isEnabled: Bool
        public let condition: LiveStreamCondition
        /// In the stream's order.
        public var categories: [String]
        public let sourceCount: Int
        /// Nil where nobody knows.
        public let status: LiveStreamStatus?
        /// The node that runs it.
        public let serverName: String?
    }

    public func list(
        _ filter: Filter, order: Order, descending: Bool, _ slice: ListSlice, now: Timestamp
    ) throws -> ListPage<Listed> {
        var conditions: [SQL] = []
        if let text = filter.text {
            let pattern = FoldedText.pattern(containing: text)
            let byName: SQL = "s.name_folded LIKE \(pattern) ESCAPE '\\'"
            if let number = Int32(text) {
                conditions.append("(\(byName) OR s.number = \(number))")
            } else {
                conditions.append(byName)
            }
        }
        if let condition = filter.condition { conditions.append("\(Self.condition) = \(condition.rawValue)") }
        if let category = filter.category {
            conditions.append(
                "s.id IN (SELECT live_stream_id FROM live_stream_categories WHERE category_id = \(category))")
        }
        if let isEnabled = filter.isEnabled { conditions.append("s.is_enabled = \(isEnabled)") }
        let page = try connection.list(
            """
            s.id, s.number, s.name, s.is_enabled, \(Self.condition) AS condition, v.name AS server_name,
            (SELECT count(*) FROM live_stream_sources q WHERE q.live_stream_id = s.id) AS source_count,
            t.live_stream_id AS known, \(LiveStreamStatusTable.columns)
            """,
            from: Self.joined(now), where: conditions, order: Self.sql(order, descending), slice, Self.listed)
        return ListPage(total: page.total, entries: try naming(page.entries))
    }

    /// Those of `ids` that are there, by number.
    public func find(_ ids: [LiveStreamID]) throws -> [LiveStream] {
        ids.isEmpty ? [] : try select("id IN (\(values: ids))")
    }

    /// The lowest channel number above all others.
    public func nextNumber() throws -> Int {
        let highest: Int? = try connection.fetchOne("SELECT coalesce(max(number), 0) AS n FROM live_streams") {
            try $0["n"]
        }
        return min((highest ?? 0) + 1, LiveStreamDetails.numberRange.upperBound)
    }

    /// How many streams there are in each condition; those of which there are none are left out.
    public func conditions(now: Timestamp) throws -> [LiveStreamCondition: Int] {
        var counts: [LiveStreamCondition: Int] = [:]
        try connection.forEach(
            """
            SELECT c.condition, count(*) AS n FROM (SELECT \(Self.condition) AS condition FROM \(Self.joined(now))) c
            GROUP BY c.condition
            """
        ) { row in
            let text: String = try row["condition"]
            if let condition = LiveStreamCondition(rawValue: text) { counts[condition] = try row["n"] }
        }
        return counts
    }

    /// What only the node that runs a stream now has said, and lately.
    private static func joined(_ now: Timestamp) -> SQL {
        """
        live_streams s LEFT JOIN server_assignments a ON a.live_stream_id = s.id
        LEFT JOIN live_stream_statuses t ON t.live_stream_id = s.id AND \(LiveStreamStatusTable.isRunning)
            AND t.updated_at > \(LiveStreamStatusTable.oldest(now))
        LEFT JOIN servers v ON v.id = a.server_id
        """
    }

    private static let condition: SQL =
        "CASE WHEN s.is_enabled = 0 THEN 'off' ELSE coalesce(t.phase, 'unknown') END"

    private static func listed(_ row: SQLRow) throws -> Listed {
        let id: LiveStreamID = try row["id"]
        let known: LiveStreamID? = try row["known"]
        let condition: String = try row["condition"]
        return Listed(
            id: id, number: try row["number"], name: try row["name"], isEnabled: try row["is_enabled"],
            condition: LiveStreamCondition(rawValue: condition) ?? .unknown, categories: [],
            sourceCount: try row["source_count"],
            status: known == nil ? nil : try LiveStreamStatusTable.status(row, id: id),
            serverName: try row["server_name"])
    }

    private func naming(_ entries: [Listed]) throws -> [Listed] {
        guard !entries.isEmpty else { return entries }
        var names: [LiveStreamID: [String]] = [:]
        try connection.forEach(
            """
            SELECT m.live_stream_id, c.name FROM live_stream_categories m JOIN categories c ON c.id = m.category_id
            WHERE m.live_stream_id IN (\(values: entries.map(\.id)))
            ORDER BY m.live_stream_id, m.position, m.category_id
            """
        ) { row in
            names[try row["live_stream_id"], default: []].append(try row["name"])
        }
        return entries.map { entry in
            var entry = entry
            entry.categories = names[entry.id] ?? []
            return entry
        }
    }

    private static func sql(_ order: Order, _ descending: Bool) -> SQL {
        switch (order, descending) {
        case (.number, false): "s.number, s.id"
        case (.number, true): "s.number DESC, s.id DESC"
        case (.name, false): "s.name_folded, s.id"
        case (.name, true): "s.name_folded DESC, s.id"
        case (.state, false): "\(condition), s.number, s.id"
        case (.state, true): "\(condition) DESC, s.number, s.id"
        case (.bitrate, false): "t.bits_per_second NULLS LAST, s.number, s.id"
        case (.bitrate, true): "t.bits_per_second DESC NULLS LAST, s.number, s.id"
        case (.viewers, false): "t.viewers NULLS LAST, s.number, s.id"
        case (.viewers, true): "t.viewers DESC NULLS LAST, s.number, s.id"
        // The longest uptime has the earliest beginning.
        case (.uptime, false): "t.since DESC NULLS LAST, s.number, s.id"
        case (.uptime, true): "t.since NULLS LAST, s.number, s.id"
        }
    }
}

extension LiveStreamTable {
    /// A live stream that was searched for.
    public struct Found: Hashable, Sendable {
        public let id: LiveStreamID
        public let number: Int
        public let name: String
    }

    /// Those whose name holds a text, ignoring case, or whose number it is; by number.
    public func search(_ text: String, limit: Int) throws -> [Found] {
        let number = Int32(text) ?? -1
        return try connection.fetch(
            """
            SELECT id, number, name FROM live_streams
            WHERE name_folded LIKE \(FoldedText.pattern(containing: text)) ESCAPE '\\' OR number = \(number)
            ORDER BY number, id LIMIT \(limit)
            """
        ) { row in
            Found(id: try row["id"], number: try row["number"], name: try row["name"])
        }
    }
}
