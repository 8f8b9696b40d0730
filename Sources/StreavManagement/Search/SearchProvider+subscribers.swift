import StreavDomain
import StreavSQL
import StreavStore

extension SearchProvider {
    static let bundles = SearchProvider(title: "bundles.title", icon: .box, permission: Permission(.view, .bundles)) {
        connection, text, limit in
        try connection.bundles.list(
            BundleTable.Filter(text: text), order: .name, descending: false, ListSlice(offset: 0, limit: limit)
        ).entries.map {
            Result(title: $0.name, detail: String(($0.description ?? "").prefix(60)), path: "/bundles/\($0.id)")
        }
    }

    static let subscribers = SearchProvider(
        title: "subscribers.title", icon: .person, permission: Permission(.view, .subscribers)
    ) { connection, text, limit in
        try connection.subscribers.list(
            SubscriberTable.Filter(text: text), order: .username, descending: false,
            ListSlice(offset: 0, limit: limit)
        ).entries.map {
            Result(
                title: $0.subscriber.details.username, detail: $0.subscriber.details.email ?? "",
                path: "/subscribers/\($0.subscriber.id)")
        }
    }
}
