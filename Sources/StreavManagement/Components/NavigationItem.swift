import StreavDomain

/// An entry of the navigation. A resource adds its own line to ``all``, in the order of the page.
struct NavigationItem: Sendable {
    /// A key of the catalogue.
    let title: String
    let path: String
    let icon: Icon
    /// Without it the entry is not shown.
    let permission: Permission
    /// A key of the catalogue: entries of one group stand under one heading.
    let group: String

    static let all: [NavigationItem] = [
        NavigationItem("nav.overview", "/", .gauge, Permission(.view, .overview), "nav.monitor"),
        NavigationItem(
            "nav.connections", "/connections", .plug, Permission(.view, .connections), "nav.monitor"),
        NavigationItem("nav.live-streams", "/live-streams", .tv, Permission(.view, .liveStreams), "nav.content"),
        NavigationItem("nav.categories", "/categories", .tag, Permission(.view, .categories), "nav.content"),
        NavigationItem("nav.movies", "/movies", .film, Permission(.view, .movies), "nav.content"),
        NavigationItem("nav.shows", "/shows", .show, Permission(.view, .shows), "nav.content"),
        NavigationItem(
            "nav.on-demand", "/on-demand-streams", .play, Permission(.view, .onDemandStreams), "nav.content"),
        NavigationItem("nav.people", "/people", .person, Permission(.view, .people), "nav.content"),
        NavigationItem("nav.genres", "/genres", .tag, Permission(.view, .genres), "nav.content"),
        NavigationItem("bundles.title", "/bundles", .box, Permission(.view, .bundles), "nav.content"),
        NavigationItem("subscribers.title", "/subscribers", .person, Permission(.view, .subscribers), "nav.audience"),
        NavigationItem("nav.activity", "/activity", .list, Permission(.view, .activity), "nav.platform"),
        NavigationItem("nav.servers", "/servers", .server, Permission(.view, .servers), "nav.platform"),
        NavigationItem(
            "nav.oauth-applications", "/oauth-applications", .key, Permission(.view, .oauthApplications),
            "nav.platform"),
        NavigationItem("nav.users", "/users", .users, Permission(.view, .users), "nav.platform"),
        NavigationItem("nav.settings", "/settings", .gear, Permission(.view, .settings), "nav.platform"),
    ]

    /// The groups in their order.
    static let groups = ["nav.monitor", "nav.content", "nav.audience", "nav.platform"]

    init(_ title: String, _ path: String, _ icon: Icon, _ permission: Permission, _ group: String) {
        self.title = title
        self.path = path
        self.icon = icon
        self.permission = permission
        self.group = group
    }
}
