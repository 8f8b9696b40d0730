public import StreavDomain
internal import StreavPorts
public import StreavSQL
internal import StreavStore

/// The use cases, inside one transaction on behalf of one actor.
public struct ControlTransaction {
    /// For queries next to the use cases.
    public let connection: any DatabaseConnection
    public let actor: Actor
    public let now: Timestamp
    let entropy: any Entropy
    let keys: ControlKeys
    /// What is to be done once it is committed.
    let effects = ControlEffects()

    public var subscribers: SubscriberControl { SubscriberControl(transaction: self) }
    public var bundles: BundleControl { BundleControl(transaction: self) }
    public var categories: CategoryControl { CategoryControl(transaction: self) }
    public var liveStreams: LiveStreamControl { LiveStreamControl(transaction: self) }
    public var servers: ServerControl { ServerControl(transaction: self) }
    public var fleet: FleetControl { FleetControl(transaction: self) }
    public var connections: ConnectionControl { ConnectionControl(transaction: self) }
    public var users: UserControl { UserControl(transaction: self) }
    public var savedViews: SavedViewControl { SavedViewControl(transaction: self) }
    public var oauthApplications: OAuthApplicationControl { OAuthApplicationControl(transaction: self) }

    /// Writes the activity log.
    ///
    /// - Returns: The entry's sequence, which is also the generation of the change.
    @discardableResult
    public func record(
        _ action: String, _ resource: String, id: String?, name: String?, before: String? = nil, after: String? = nil
    ) throws -> Int64 {
        try connection.activity.append(
            Activity(
                actor: actor, action: action, resource: resource, resourceID: id, resourceName: name, before: before,
                after: after),
            now: now, hash: keys.activityHash)
    }

    /// Appends an event to the outbox.
    func emit(_ event: some ControlEvent) throws {
        try connection.outbox.append(
            eventID: entropy.token(length: 22), aggregate: event.aggregate, type: type(of: event).type,
            payload: try JSON.encode(event), now: now)
    }
}
