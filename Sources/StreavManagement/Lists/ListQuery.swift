import StreavStore

/// How a list is narrowed, sorted and cut, as its address says: every view of a list is a link.
struct ListQuery: Sendable {
    static let sizes = [25, 50, 100, 200]

    /// Of the list, without a query.
    let path: String
    /// From 1 on.
    let page: Int
    let size: Int
    /// One of the columns that can be sorted by.
    let sort: String
    let descending: Bool
    /// Those that are set, in the order of the page.
    let filters: [(name: String, value: String)]
    private let standardSort: String
    private let standardDescending: Bool

    /// - Parameters:
    ///   - filters: The names of the filters that the list has.
    ///   - sorts: What it can be sorted by, the standard one first.
    ///   - descending: Whether the standard order begins with the highest.
    init(_ path: String, _ query: QueryValues, filters: [String], sorts: [String], descending: Bool = false) {
        self.path = path
        page = query.number("page", in: 1...100_000) ?? 1
        size = query.number("size", in: 1...200).flatMap { Self.sizes.contains($0) ? $0 : nil } ?? 50
        standardSort = sorts.first ?? ""
        standardDescending = descending
        let asked = query["sort"].map { $0.hasPrefix("-") ? String($0.dropFirst()) : $0 }
        if let asked, sorts.contains(asked) {
            sort = asked
            self.descending = query["sort"]?.hasPrefix("-") ?? false
        } else {
            sort = standardSort
            self.descending = descending
        }
        self.filters = filters.compactMap { name in query[name].map { (name, $0) } }
    }

    var slice: ListSlice { ListSlice(offset: (page - 1) * size, limit: size) }

    /// What the list would be narrowed by.
    subscript(name: String) -> String? { filters.first { $0.name == name }?.value }

    var isNarrowed: Bool { !filters.isEmpty }

    func address(page: Int? = nil, sort: String? = nil, size: Int? = nil, path: String? = nil) -> String {
        let standard = (standardDescending ? "-" : "") + standardSort
        let sorting = sort ?? (descending ? "-" : "") + self.sort
        let length = size ?? self.size
        return WebPath.make(
            path ?? self.path,
            filters.map { ($0.name, $0.value) } + [
                ("sort", sorting == standard ? nil : sorting), ("size", length == 50 ? nil : "\(length)"),
                ("page", (page ?? 1) == 1 ? nil : "\(page ?? 1)"),
            ])
    }

    /// Sorted by a column, the other way round when it is already.
    func sorted(by column: String) -> String {
        address(sort: sort == column && !descending ? "-" + column : column)
    }
}
