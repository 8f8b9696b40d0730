internal import StreavSQL

extension CatalogueQueries {
    public enum NameOrder: Sendable {
        /// Categories: the dashboard's order. Others: by id.
        case standard
        case name
        case nameDescending
    }

    public func genres(name: String?, order: NameOrder, _ slice: Slice) throws -> Page<Named> {
        try names("genres", standard: "id", name, order, slice)
    }

    public func categories(name: String?, order: NameOrder, _ slice: Slice) throws -> Page<Named> {
        try names("categories", standard: "position, id", name, order, slice)
    }

    private func names(
        _ table: SQL, standard: SQL, _ name: String?, _ order: NameOrder, _ slice: Slice
    ) throws -> Page<Named> {
        try page(
            "id, name", from: table, where: Self.contains("name_folded", name),
            order: Self.sql(order, standard: standard), slice, Self.named)
    }

    static func sql(_ order: NameOrder, standard: SQL = "id") -> SQL {
        switch order {
        case .standard: standard
        case .name: "name_folded, id"
        case .nameDescending: "name_folded DESC, id"
        }
    }
}
