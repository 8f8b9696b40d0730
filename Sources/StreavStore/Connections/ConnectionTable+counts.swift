public import StreavDomain
internal import StreavSQL

extension ConnectionTable {
    /// What the open connections are counted by.
    public enum Dimension: String, CaseIterable, Hashable, Sendable {
        case stream
        case server
        case format
        case country
    }

    /// How many connections go on of one kind.
    public struct Tally: Hashable, Sendable {
        /// What tells the kind: `live 7`, a server's id, a format, a country; empty where nothing is known of it.
        public let member: String
        /// For people; empty where nothing is known of it.
        public let name: String
        public let count: Int
    }

    /// The open connections by kind, the most frequent first.
    public func open(by dimension: Dimension, limit: Int) throws -> [Tally] {
        switch dimension {
        case .stream:
            try connection.fetch(
                """
                SELECT live_stream_id, on_demand_stream_id, max(stream_name) AS name, count(*) AS number
                FROM connections WHERE ended_at IS NULL GROUP BY live_stream_id, on_demand_stream_id
                ORDER BY number DESC, name LIMIT \(limit)
                """
            ) { row in
                let live: LiveStreamID? = try row["live_stream_id"]
                let onDemand: OnDemandStreamID? = try row["on_demand_stream_id"]
                let stream: StreamID? = live.map { .live($0) } ?? onDemand.map { .onDemand($0) }
                return Tally(
                    member: stream.map { "\($0)" } ?? "", name: try row["name"], count: try row["number"])
            }
        case .server:
            try connection.fetch(
                """
                SELECT c.server_id AS server_id, coalesce(max(v.name), '') AS name, count(*) AS number
                FROM connections c LEFT JOIN servers v ON v.id = c.server_id
                WHERE c.ended_at IS NULL GROUP BY c.server_id ORDER BY number DESC, name LIMIT \(limit)
                """
            ) { row in
                let server: ServerID? = try row["server_id"]
                return Tally(
                    member: server.map { "\($0)" } ?? "", name: try row["name"], count: try row["number"])
            }
        case .format: try open(by: "format", limit)
        case .country: try open(by: "country", limit)
        }
    }

    private func open(by column: SQL, _ limit: Int) throws -> [Tally] {
        try connection.fetch(
            """
            SELECT coalesce(\(column), '') AS member, count(*) AS number FROM connections
            WHERE ended_at IS NULL GROUP BY coalesce(\(column), '') ORDER BY number DESC, member LIMIT \(limit)
            """
        ) { row in
            let member: String = try row["member"]
            return Tally(member: member, name: member, count: try row["number"])
        }
    }

    /// How many began from one moment on and before another.
    public func begun(from start: Timestamp, to end: Timestamp) throws -> Int {
        try connection.value(
            "SELECT count(*) FROM connections WHERE started_at >= \(start) AND started_at < \(end)")
    }
}
