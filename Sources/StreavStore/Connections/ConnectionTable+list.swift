public import StreavDomain
internal import StreavSQL

extension ConnectionTable {
    /// What a list is narrowed to; nil leaves it as it is.
    public struct Filter: Hashable, Sendable {
        /// Part of the username or the stream's name. Case does not count for ASCII letters.
        public var text: String?
        public var subscriber: SubscriberID?
        public var liveStream: LiveStreamID?
        public var onDemandStream: OnDemandStreamID?
        public var server: ServerID?
        public var country: String?
        public var format: StreamFormat?
        public var isLive: Bool?

        public init(
            text: String? = nil, subscriber: SubscriberID? = nil, liveStream: LiveStreamID? = nil,
            onDemandStream: OnDemandStreamID? = nil, server: ServerID? = nil, country: String? = nil,
            format: StreamFormat? = nil, isLive: Bool? = nil
        ) {
            self.text = text
            self.subscriber = subscriber
            self.liveStream = liveStream
            self.onDemandStream = onDemandStream
            self.server = server
            self.country = country
            self.format = format
            self.isLive = isLive
        }
    }

    public enum Order: String, CaseIterable, Hashable, Sendable {
        case started
        case subscriber
        case stream
        case server
        case country
        case format
        case bytes
        case ended
    }

    public func list(
        _ filter: Filter, order: Order, descending: Bool, _ slice: ListSlice
    ) throws -> ListPage<Connection> {
        var conditions: [SQL] = []
        if let text = filter.text {
            let pattern = FoldedText.pattern(containing: text)
            conditions.append(
                "(lower(c.username) LIKE \(pattern) ESCAPE '\\' OR lower(c.stream_name) LIKE \(pattern) ESCAPE '\\')")
        }
        if let id = filter.subscriber { conditions.append("c.subscriber_id = \(id)") }
        if let id = filter.liveStream { conditions.append("c.live_stream_id = \(id)") }
        if let id = filter.onDemandStream { conditions.append("c.on_demand_stream_id = \(id)") }
        if let id = filter.server { conditions.append("c.server_id = \(id)") }
        if let country = filter.country { conditions.append("c.country = \(country)") }
        if let format = filter.format { conditions.append("c.format = \(format.rawValue)") }
        if let isLive = filter.isLive {
            conditions.append(isLive ? "c.ended_at IS NULL" : "c.ended_at IS NOT NULL")
        }
        return try connection.list(
            Self.columns, from: Self.tables, where: conditions, order: Self.sql(order, descending), slice,
            Self.connection)
    }

    public func find(_ id: Int64) throws -> Connection? {
        try find([id]).first
    }

    /// Those of `ids` that are there, the latest first.
    public func find(_ ids: [Int64]) throws -> [Connection] {
        try connection.fetch(
            """
            SELECT \(Self.columns) FROM \(Self.tables) WHERE c.id IN (\(values: ids))
            ORDER BY c.started_at DESC, c.id DESC
            """, Self.connection)
    }

    /// The countries that stand in the list, at most `limit`, by code.
    public func countries(limit: Int) throws -> [String] {
        try connection.fetchColumn(
            """
            SELECT DISTINCT country FROM connections WHERE ended_at IS NULL AND country IS NOT NULL
            ORDER BY country LIMIT \(limit)
            """)
    }

    private static let tables: SQL = "connections c LEFT JOIN servers v ON v.id = c.server_id"

    private static let columns: SQL = """
        c.id AS id, c.session_id AS session_id, c.subscriber_id AS subscriber_id, c.username AS username,
        c.live_stream_id AS live_stream_id, c.on_demand_stream_id AS on_demand_stream_id,
        c.stream_name AS stream_name, c.server_id AS server_id, v.name AS server_name, c.format AS format,
        c.address AS address, c.country AS country, c.user_agent AS user_agent, c.started_at AS started_at,
        c.last_seen_at AS last_seen_at, c.ended_at AS ended_at, c.bytes AS bytes, c.close_reason AS close_reason
        """

    private static func connection(_ row: SQLRow) throws -> Connection {
        let live: LiveStreamID? = try row["live_stream_id"]
        let onDemand: OnDemandStreamID? = try row["on_demand_stream_id"]
        return Connection(
            id: try row["id"], sessionID: try row["session_id"], subscriber: try row["subscriber_id"],
            username: try row["username"],
            stream: live.map { .live($0) } ?? onDemand.map { .onDemand($0) },
            streamName: try row["stream_name"], server: try row["server_id"], serverName: try row["server_name"],
            format: try row["format"], address: try row["address"], country: try row["country"],
            userAgent: try row["user_agent"], startedAt: try row["started_at"], lastSeenAt: try row["last_seen_at"],
            endedAt: try row["ended_at"], bytes: try row["bytes"], closeReason: try row["close_reason"])
    }

    private static func sql(_ order: Order, _ descending: Bool) -> SQL {
        switch (order, descending) {
        case (.started, false): "c.started_at, c.id"
        case (.started, true): "c.started_at DESC, c.id DESC"
        case (.subscriber, false): "c.username, c.id"
        case (.subscriber, true): "c.username DESC, c.id DESC"
        case (.stream, false): "c.stream_name, c.id"
        case (.stream, true): "c.stream_name DESC, c.id DESC"
        case (.server, false): "v.name NULLS LAST, c.id"
        case (.server, true): "v.name DESC NULLS LAST, c.id DESC"
        case (.country, false): "c.country NULLS LAST, c.id"
        case (.country, true): "c.country DESC NULLS LAST, c.id DESC"
        case (.format, false): "c.format, c.id"
        case (.format, true): "c.format DESC, c.id DESC"
        case (.bytes, false): "c.bytes, c.id"
        case (.bytes, true): "c.bytes DESC, c.id DESC"
        case (.ended, false): "c.ended_at NULLS LAST, c.id"
        case (.ended, true): "c.ended_at DESC NULLS LAST, c.id DESC"
        }
    }
}
