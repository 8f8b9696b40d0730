import StreavDomain
import StreavStore

/// What belongs to the platform rather than to the catalogue.
extension SearchProvider {
    static let servers = SearchProvider(
        title: "nav.servers", icon: .server, permission: Permission(.view, .servers)
    ) { connection, text, limit in
        let text = FoldedText.fold(text)
        return try connection.servers.all().filter { FoldedText.fold($0.details.name).contains(text) }
            .prefix(limit).map {
                Result(title: $0.details.name, detail: $0.details.publicURL, path: "/servers/\($0.id)")
            }
    }

    static let oauthApplications = SearchProvider(
        title: "nav.oauth-applications", icon: .key, permission: Permission(.view, .oauthApplications)
    ) { connection, text, limit in
        try connection.oauthApplications.list(
            OAuthApplicationTable.Filter(text: text), order: .name, descending: false,
            ListSlice(offset: 0, limit: limit)
        ).entries.map {
            Result(title: $0.details.name, detail: $0.clientID, path: "/oauth-applications/\($0.id)")
        }
    }
}
