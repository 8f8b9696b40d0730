/// An activity as it stands in the log.
public struct ActivityEntry: Hashable, Sendable {
    /// From 1 on, without gaps.
    public let sequence: Int64
    public let occurredAt: Timestamp
    public let activity: Activity
    /// Covers this entry and, through the one before, all earlier ones. 32 bytes.
    public let hash: [UInt8]

    public init(sequence: Int64, occurredAt: Timestamp, activity: Activity, hash: [UInt8]) {
        self.sequence = sequence
        self.occurredAt = occurredAt
        self.activity = activity
        self.hash = hash
    }

    /// What the hash is made over, unambiguously: each part with its length. `previous` is the hash of the entry
    /// before, empty for the first.
    public static func hashedBytes(
        sequence: Int64, occurredAt: Timestamp, activity: Activity, previous: [UInt8]
    ) -> [UInt8] {
        var bytes: [UInt8] = []
        func append(_ part: (some Collection<UInt8>)?) {
            guard let part else {
                bytes.append(0)
                return
            }
            bytes.append(1)
            withUnsafeBytes(of: UInt64(part.count).bigEndian) { bytes.append(contentsOf: $0) }
            bytes.append(contentsOf: part)
        }
        append(previous)
        append(String(sequence).utf8)
        append(String(occurredAt.milliseconds).utf8)
        append(String(activity.actor.kind.rawValue).utf8)
        append(activity.actor.id.map { String($0).utf8 })
        append(activity.actor.name.utf8)
        append(activity.actor.address?.utf8)
        append(activity.action.utf8)
        append(activity.resource.utf8)
        append(activity.resourceID?.utf8)
        append(activity.resourceName?.utf8)
        append(activity.before?.utf8)
        append(activity.after?.utf8)
        return bytes
    }
}
