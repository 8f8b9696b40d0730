public import StreavDomain
internal import StreavSQL

extension MovieTable {
    public func list(
        _ filter: TitleFilter, order: TitleOrder, descending: Bool, _ slice: ListSlice
    ) throws -> ListPage<ListedTitle> {
        try rows.list(filter, order: order, descending: descending, slice)
    }

    /// The names of those of `ids` that are there, by title.
    public func names(of ids: [MovieID]) throws -> [NamedEntry] {
        try rows.names(of: ids.map(\.rawValue))
    }

    /// The bundles that hold the movie, by name.
    public func bundles(of id: MovieID) throws -> [NamedEntry] {
        try rows.bundles(of: id.rawValue)
    }

    /// Those that any movie is in.
    public func languages() throws -> [String] {
        try rows.languages()
    }
}
