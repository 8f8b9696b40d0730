import StreavStore

extension PageQuery {
    var slice: CatalogueQueries.Slice { CatalogueQueries.Slice(offset: offset, limit: size) }

    /// The envelope of a list. A page past the end is empty, and tells the true total.
    func answer<Entry>(_ page: CatalogueQueries.Page<Entry>, _ make: (Entry) throws -> JSON) rethrows -> JSON {
        .object([
            "page": .whole(number), "totalPages": .whole((page.total + size - 1) / size),
            "total": .whole(page.total), "data": .array(try page.entries.map(make)),
        ])
    }
}
