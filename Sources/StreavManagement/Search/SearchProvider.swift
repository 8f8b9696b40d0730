import StreavDomain
import StreavSQL
import StreavStore

/// Finds things of one kind by their names. A resource adds its own line to ``all``.
struct SearchProvider: Sendable {
    struct Result: Sendable {
        let title: String
        let detail: String
        let path: String
    }

    /// Of each kind.
    static let limit = 6

    /// A key of the catalogue.
    let title: String
    let icon: Icon
    let permission: Permission
    let find: @Sendable (_ connection: any DatabaseConnection, _ text: String, _ limit: Int) throws -> [Result]

    static let all: [SearchProvider] = [
        liveStreams,
        categories,
        SearchProvider(title: "nav.users", icon: .users, permission: Permission(.view, .users)) {
            connection, text, limit in
            try connection.users.list(
                UserTable.Filter(text: text), order: .username, descending: false, ListSlice(offset: 0, limit: limit)
            ).entries.map {
                Result(
                    title: $0.user.details.username, detail: $0.user.details.email ?? "",
                    path: "/users/\($0.user.id)")
            }
        },
        .bundles,
        .subscribers,
        .servers,
        .oauthApplications,
        titles(.movie), titles(.show), people, genres, files,
    ]
}
