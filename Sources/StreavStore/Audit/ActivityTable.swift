public import StreavDomain
internal import StreavSQL

/// The activity log. Entries are added and read, never changed.
public struct ActivityTable {
    let connection: any DatabaseConnection

    /// Adds an entry after the last. In a serializable transaction no two entries follow the same one.
    ///
    /// - Parameter hash: Makes an entry's hash from what
    ///   ``StreavDomain/ActivityEntry/hashedBytes(sequence:occurredAt:activity:previous:)`` gives.
    @discardableResult
    public func append(
        _ activity: Activity, now: Timestamp, hash: ([UInt8]) -> [UInt8]
    ) throws -> Int64 {
        let last = try connection.fetchOne("SELECT sequence, hash FROM activity ORDER BY sequence DESC LIMIT 1") {
            row in
            (sequence: try row["sequence"] as Int64, hash: try row["hash"] as [UInt8])
        }
        let sequence = (last?.sequence ?? 0) + 1
        let digest = hash(
            ActivityEntry.hashedBytes(
                sequence: sequence, occurredAt: now, activity: activity, previous: last?.hash ?? []))
        try connection.execute(
            """
            INSERT INTO activity (
                sequence, occurred_at, actor_kind, actor_id, actor_name, address, action, resource, resource_id,
                resource_name, before, after, hash
            ) VALUES (
                \(sequence), \(now), \(activity.actor.kind), \(activity.actor.id), \(activity.actor.name),
                \(activity.actor.address), \(activity.action), \(activity.resource), \(activity.resourceID),
                \(activity.resourceName), \(activity.before), \(activity.after), \(digest)
            )
            """)
        return sequence
    }

    /// The number of the last entry, 0 when there is none. Grows with every change, in the order of commits.
    public func lastSequence() throws -> Int64 {
        try connection.value("SELECT coalesce(max(sequence), 0) FROM activity")
    }

    /// Entries after `sequence`, the oldest first, at most `limit`.
    public func entries(after sequence: Int64, limit: Int) throws -> [ActivityEntry] {
        try connection.fetch(
            "SELECT \(Self.columns) FROM activity WHERE sequence > \(sequence) ORDER BY sequence LIMIT \(limit)",
            Self.entry)
    }

    static let columns: SQL = """
        sequence, occurred_at, actor_kind, actor_id, actor_name, address, action, resource, resource_id,
        resource_name, before, after, hash
        """

    static func entry(_ row: SQLRow) throws -> ActivityEntry {
        ActivityEntry(
            sequence: try row["sequence"], occurredAt: try row["occurred_at"],
            activity: Activity(
                actor: Actor(
                    kind: try row["actor_kind"], id: try row["actor_id"], name: try row["actor_name"],
                    address: try row["address"]),
                action: try row["action"], resource: try row["resource"], resourceID: try row["resource_id"],
                resourceName: try row["resource_name"], before: try row["before"], after: try row["after"]),
            hash: try row["hash"])
    }
}
