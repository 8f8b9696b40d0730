public import StreavDomain

/// A subscriber was made, changed, disabled, deleted, or has a new access token.
public struct SubscriberChanged: ControlEvent, Hashable {
    public static let type = "subscriber.changed"

    public var id: SubscriberID
    /// Folded, as the nodes look it up. After a renaming there is one event for the old name and one for the new.
    public var username: String
    public var generation: Int64
    public var isDeleted: Bool

    public var aggregate: String { "subscriber/\(id)" }

    public init(id: SubscriberID, username: String, generation: Int64, isDeleted: Bool) {
        self.id = id
        self.username = username
        self.generation = generation
        self.isDeleted = isDeleted
    }
}
