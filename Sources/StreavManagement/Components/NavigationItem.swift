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
        NavigationItem("nav.movies", "/movies", .film, Permission(.view, .movies), "nav.content"),
        NavigationItem("nav.shows", "/shows", .show, Permission(.view, .shows), "nav.content"),
        NavigationItem(
            "nav.on-demand", "/on-demand-streams", .play, Permission(.view, .onDemandStreams), "nav.content"),
        NavigationItem("nav.people", "/people", .person, Permission(.view, .people), "nav.content"),
        NavigationItem("nav.genres", "/genres", .tag, Permission(.view, .genres), "nav.content"),
        NavigationItem("nav.activity", "/activity", .list, Permission(.view, .activity), "nav.platform"),
        NavigationItem("nav.users", "/users", .users, Permission(.view, .users), "nav.platform"),
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
