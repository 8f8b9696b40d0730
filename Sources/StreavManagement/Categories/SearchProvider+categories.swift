import StreavDomain
import StreavStore

extension SearchProvider {
    /// Leads to the live streams of a category, which everybody who finds it may see.
    static let categories = SearchProvider(
        title: "nav.categories", icon: .tag, permission: Permission(.view, .categories)
    ) { connection, text, limit in
        try connection.categories.list(
            containing: text, order: .position, descending: false, ListSlice(offset: 0, limit: limit)
        ).entries.map {
            Result(
                title: $0.category.details.name, detail: "",
                path: WebPath.make(LiveStreamList.path, [("category", "\($0.category.id)")]))
        }
    }
}
