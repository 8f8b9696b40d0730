public import StreavDomain

/// The other nodes, as far as sessions have to do with them: a subscriber's places are shared by all.
public struct Neighbours: Sendable {
    /// There are others, on which a device may have been a moment ago.
    public var exist: @Sendable () -> Bool
    /// A session of another node has given its place to one of this node: it should hear of that before its next
    /// renewal tells it. Returns at once.
    public var displaced: @Sendable (SubscriberID, _ session: String) -> Void

    /// No other node.
    public static let none = Neighbours(exist: { false }, displaced: { _, _ in })

    public init(
        exist: @escaping @Sendable () -> Bool, displaced: @escaping @Sendable (SubscriberID, _ session: String) -> Void
    ) {
        self.exist = exist
        self.displaced = displaced
    }
}
