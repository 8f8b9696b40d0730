public import StreavSQL

/// The store's tables, as what can be asked of them and done to them inside a transaction:
///
///     try await database.read { try $0.liveStreams.find(id) }
extension DatabaseConnection {
    public var subscribers: SubscriberTable { SubscriberTable(connection: self) }
    public var entitlements: EntitlementTable { EntitlementTable(connection: self) }
    public var bundles: BundleTable { BundleTable(connection: self) }
    public var categories: CategoryTable { CategoryTable(connection: self) }
    public var liveStreams: LiveStreamTable { LiveStreamTable(connection: self) }
    public var liveStreamStates: LiveStreamStateTable { LiveStreamStateTable(connection: self) }
    public var liveStreamStatuses: LiveStreamStatusTable { LiveStreamStatusTable(connection: self) }
    public var liveStreamEvents: LiveStreamEventTable { LiveStreamEventTable(connection: self) }
    public var servers: ServerTable { ServerTable(connection: self) }
    public var assignments: AssignmentTable { AssignmentTable(connection: self) }
    public var connections: ConnectionTable { ConnectionTable(connection: self) }
    public var statistics: StatisticsTable { StatisticsTable(connection: self) }
    public var users: UserTable { UserTable(connection: self) }
    public var userSessions: UserSessionTable { UserSessionTable(connection: self) }
    public var savedViews: SavedViewTable { SavedViewTable(connection: self) }
    public var oauthApplications: OAuthApplicationTable { OAuthApplicationTable(connection: self) }
    public var activity: ActivityTable { ActivityTable(connection: self) }
    public var outbox: OutboxTable { OutboxTable(connection: self) }
}
