public import StreavDomain

/// Where a node learns what a subscriber may do: the cache between the components, filled from the database.
public protocol EntitlementSource: Sendable {
    /// - Parameter username: In lower case; names are compared ignoring case.
    /// - Returns: Nil when there is no such subscriber.
    func entitlement(forUsername username: String) async throws(EntitlementUnavailable) -> SubscriberEntitlement?

    /// Nil when there is no such subscriber.
    func entitlement(of id: SubscriberID) async throws(EntitlementUnavailable) -> SubscriberEntitlement?
}

/// Nobody could be asked: neither "yes" nor "no such subscriber".
public struct EntitlementUnavailable: Error, Sendable, CustomStringConvertible {
    /// Never holds credentials.
    public let message: String

    public init(_ message: String) {
        self.message = message
    }

    public var description: String { "entitlement unavailable: \(message)" }
}
