public import StreavDomain
internal import StreavSQL

extension OAuthApplicationTable {
    /// Applications by name, for the command line.
    public func listed(_ slice: ListSlice) throws -> ListPage<OAuthApplication> {
        let page = try connection.list(
            "id", from: "oauth_applications", where: [], order: "lower(name), id", slice
        ) { try $0["id"] as OAuthApplicationID }
        return ListPage(total: page.total, entries: try page.entries.compactMap { try find($0) })
    }
}
