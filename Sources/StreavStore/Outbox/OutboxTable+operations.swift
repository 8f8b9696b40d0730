public import StreavDomain
internal import StreavSQL

/// For operators.
extension OutboxTable {
    public struct Waiting: Sendable, Hashable {
        public let id: Int64
        public let aggregate: String
        public let type: String
        public let attempts: Int
        public let createdAt: Timestamp
        /// Nil: at once.
        public let nextAttemptAt: Timestamp?
    }

    /// What has not been published, the oldest first.
    public func listWaiting(_ slice: ListSlice) throws -> ListPage<Waiting> {
        try connection.list(
            "id, aggregate, type, attempts, created_at, next_attempt_at", from: "outbox",
            where: ["published_at IS NULL"], order: "id", slice
        ) { row in
            let next: Timestamp = try row["next_attempt_at"]
            return Waiting(
                id: try row["id"], aggregate: try row["aggregate"], type: try row["type"],
                attempts: try row["attempts"], createdAt: try row["created_at"],
                nextAttemptAt: next.milliseconds == 0 ? nil : next)
        }
    }

    /// What waits for another attempt is tried at once; how many.
    public func retryNow() throws -> Int {
        try connection.execute(
            "UPDATE outbox SET next_attempt_at = 0 WHERE published_at IS NULL AND next_attempt_at > 0")
    }
}
