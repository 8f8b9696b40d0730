public import StreavDomain
public import StreavSQL

extension DatabaseConnection {
    public var openConnections: OpenConnectionQueries { OpenConnectionQueries(connection: self) }
}

/// Who is watching now, as the table of connections has it.
public struct OpenConnectionQueries {
    let connection: any DatabaseConnection

    public struct Entry: Hashable, Sendable {
        public let id: Int64
        public let username: String
        public let streamName: String
        public let server: String?
        public let format: String
        public let address: String
        public let country: String?
        public let userAgent: String?
        public let startedAt: Timestamp
        public let lastSeenAt: Timestamp
        public let bytes: Int64
    }

    /// Those that have not ended, the longest first.
    ///
    /// - Parameter username: Of one subscriber, ignoring case; nil: all.
    public func list(username: String?, _ slice: ListSlice) throws -> ListPage<Entry> {
        var conditions: [SQL] = ["c.ended_at IS NULL"]
        if let username { conditions.append("lower(c.username) = \(FoldedText.fold(username))") }
        return try connection.list(
            """
            c.id, c.username, c.stream_name, v.name AS server, c.format, c.address, c.country, c.user_agent,
            c.started_at, c.last_seen_at, c.bytes
            """,
            from: "connections c LEFT JOIN servers v ON v.id = c.server_id", where: conditions,
            order: "c.started_at, c.id", slice
        ) { row in
            Entry(
                id: try row["id"], username: try row["username"], streamName: try row["stream_name"],
                server: try row["server"], format: try row["format"], address: try row["address"],
                country: try row["country"], userAgent: try row["user_agent"], startedAt: try row["started_at"],
                lastSeenAt: try row["last_seen_at"], bytes: try row["bytes"])
        }
    }
}
