/// One thing that was done or refused.
public struct Activity: Hashable, Sendable {
    public var actor: Actor
    /// What, e.g. `subscriber.create`.
    public var action: String
    /// What kind of thing it was done to, e.g. `subscriber`.
    public var resource: String
    public var resourceID: String?
    /// Its name at the time.
    public var resourceName: String?
    /// The thing as it was, in JSON. Holds no secrets.
    public var before: String?
    /// The thing as it became, in JSON. Holds no secrets.
    public var after: String?

    public init(
        actor: Actor, action: String, resource: String, resourceID: String? = nil, resourceName: String? = nil,
        before: String? = nil, after: String? = nil
    ) {
        self.actor = actor
        self.action = action
        self.resource = resource
        self.resourceID = resourceID
        self.resourceName = resourceName
        self.before = before
        self.after = after
    }
}
