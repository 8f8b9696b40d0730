/// Who may do what: the one place that says it.
extension UserRole {
    public func allows(_ permission: Permission) -> Bool {
        allowed(on: permission.resource).contains(permission.action)
    }

    public func allows(_ action: Permission.Action, _ resource: Permission.Resource) -> Bool {
        allows(Permission(action, resource))
    }

    private func allowed(on resource: Permission.Resource) -> Set<Permission.Action> {
        switch self {
        case .administrator: Set(Permission.Action.allCases)
        case .operator: Self.operators(resource)
        case .support: Self.support(resource)
        case .readOnly: Self.readers(resource)
        }
    }

    /// Runs the platform and its catalogue. Where sources lie and where viewers are is for administrators alone.
    private static func operators(_ resource: Permission.Resource) -> Set<Permission.Action> {
        switch resource {
        case .liveStreams, .categories, .onDemandStreams, .movies, .shows, .people, .genres, .guide, .bundles:
            [.view, .create, .edit, .delete, .operate]
        case .subscribers: [.view, .create, .edit, .delete, .operate, .reveal]
        case .connections, .servers: [.view, .operate]
        case .overview, .activity: [.view]
        case .oauthApplications, .users, .settings: []
        }
    }

    /// Helps subscribers: may give them their addresses, which hold the access token, and close their connections.
    private static func support(_ resource: Permission.Resource) -> Set<Permission.Action> {
        switch resource {
        case .subscribers: [.view, .create, .edit, .operate, .reveal]
        case .connections: [.view, .operate]
        case .overview, .liveStreams, .categories, .onDemandStreams, .movies, .shows, .people, .genres, .guide,
            .bundles, .servers:
            [.view]
        case .oauthApplications, .users, .activity, .settings: []
        }
    }

    private static func readers(_ resource: Permission.Resource) -> Set<Permission.Action> {
        switch resource {
        case .overview, .liveStreams, .categories, .onDemandStreams, .movies, .shows, .people, .genres, .guide,
            .bundles, .subscribers, .connections, .servers:
            [.view]
        case .oauthApplications, .users, .activity, .settings: []
        }
    }
}
