public import StreavDomain
internal import StreavSQL

/// Events that were committed and are on their way to the broker.
public struct OutboxTable {
    let connection: any DatabaseConnection

    public struct Row: Sendable, Hashable {
        public let id: Int64
        public let eventID: String
        /// What it is about, e.g. `subscriber/42`. Events of one aggregate keep their order.
        public let aggregate: String
        public let type: String
        public let payload: [UInt8]
        /// How often publishing it has failed.
        public let attempts: Int
    }

    public func append(eventID: String, aggregate: String, type: String, payload: [UInt8], now: Timestamp) throws {
        try connection.execute(
            """
            INSERT INTO outbox (event_id, aggregate, type, payload, created_at, attempts, next_attempt_at)
            VALUES (\(eventID), \(aggregate), \(type), \(payload), \(now), 0, 0)
            """)
    }

    /// Unpublished rows, the oldest first, without those that wait for another attempt and all that come after such a
    /// one in its aggregate.
    ///
    /// All unpublished rows are looked at each time: in PostgreSQL a lower id may become visible after a higher one, so
    /// going on from the last id seen would lose events.
    public func waiting(now: Timestamp, limit: Int) throws -> [Row] {
        try connection.fetch(
            """
            SELECT id, event_id, aggregate, type, payload, attempts FROM outbox o
            WHERE published_at IS NULL AND NOT EXISTS (
                SELECT 1 FROM outbox e
                WHERE e.published_at IS NULL AND e.aggregate = o.aggregate AND e.id <= o.id
                    AND e.next_attempt_at > \(now)
            )
            ORDER BY id LIMIT \(limit)
            """
        ) { row in
            Row(
                id: try row["id"], eventID: try row["event_id"], aggregate: try row["aggregate"],
                type: try row["type"], payload: try row["payload"], attempts: try row["attempts"])
        }
    }

    public func markPublished(_ ids: [Int64], now: Timestamp) throws {
        try connection.execute("UPDATE outbox SET published_at = \(now) WHERE id IN (\(values: ids))")
    }

    public func noteFailure(of id: Int64, nextAttemptAt: Timestamp) throws {
        try connection.execute(
            "UPDATE outbox SET attempts = attempts + 1, next_attempt_at = \(nextAttemptAt) WHERE id = \(id)")
    }

    /// Rows not yet published.
    public func depth() throws -> Int {
        try connection.value("SELECT count(*) FROM outbox WHERE published_at IS NULL")
    }

    /// When the oldest row that is not yet published was written; nil when there is none.
    public func oldestWaiting() throws -> Timestamp? {
        try connection.fetchOne("SELECT min(created_at) AS oldest FROM outbox WHERE published_at IS NULL") {
            try $0["oldest"] as Timestamp?
        } ?? nil
    }

    /// The ids of the events that were published and are still kept, in no particular order.
    public func published() throws -> [String] {
        try connection.fetchColumn("SELECT event_id FROM outbox WHERE published_at IS NOT NULL")
    }

    /// Deletes at most `limit` rows that were published before `moment`; how many.
    @discardableResult
    public func prune(publishedBefore moment: Timestamp, limit: Int) throws -> Int {
        try connection.execute(
            """
            DELETE FROM outbox WHERE id IN (
                SELECT id FROM outbox WHERE published_at IS NOT NULL AND published_at < \(moment) LIMIT \(limit)
            )
            """)
    }
}
