internal import StreavSQL

/// What third parties read: pages of every resource, filtered, sorted and counted. A list takes two statements, and one
/// more for each relation that is included, however many entries it has.
///
/// Sources of live streams, and where files lie, are no part of it.
public struct CatalogueQueries {
    let connection: any DatabaseConnection

    /// Part of a list.
    public struct Slice: Hashable, Sendable {
        /// Entries before it.
        public var offset: Int
        /// The most entries in it; 1 to ``limitRange``'s end.
        public var limit: Int

        public static let limitRange = 1...100

        public init(offset: Int, limit: Int) {
            self.offset = max(0, offset)
            self.limit = min(max(limit, Self.limitRange.lowerBound), Self.limitRange.upperBound)
        }
    }

    /// Part of a list, and how long the whole is.
    public struct Page<Entry: Sendable>: Sendable {
        public let total: Int
        public let entries: [Entry]
    }

    /// An id and what it is called.
    public struct Named: Hashable, Sendable {
        public let id: Int32
        public let name: String

        public init(id: Int32, name: String) {
            self.id = id
            self.name = name
        }
    }

    /// - Parameters:
    ///   - table: The table, with its alias if the conditions need one.
    ///   - conditions: All of them hold.
    ///   - order: Ends in what tells any two rows apart.
    ///   - count: A cheaper way to count the same rows.
    func page<Entry: Sendable>(
        _ columns: SQL, from table: SQL, where conditions: [SQL], order: SQL, count: SQL? = nil, _ slice: Slice,
        _ make: (SQLRow) throws -> Entry
    ) throws -> Page<Entry> {
        let condition: SQL = conditions.isEmpty ? "" : " WHERE \(conditions.joined(by: " AND "))"
        let total: Int = try connection.value(count ?? "SELECT count(*) FROM \(table)\(condition)")
        guard total > slice.offset else { return Page(total: total, entries: []) }
        let entries = try connection.fetch(
            """
            SELECT \(columns) FROM \(table)\(condition) ORDER BY \(order)
            LIMIT \(slice.limit) OFFSET \(slice.offset)
            """, make)
        return Page(total: total, entries: entries)
    }

    /// A condition that finds `text` anywhere in a folded column.
    static func contains(_ column: SQL, _ text: String?) -> [SQL] {
        guard let text else { return [] }
        return ["\(column) LIKE \(FoldedText.pattern(containing: text)) ESCAPE '\\'"]
    }

    /// Groups rows of an owner and what it has.
    func grouped<Entry>(_ sql: SQL, _ make: (SQLRow) throws -> Entry) throws -> [Int32: [Entry]] {
        var groups: [Int32: [Entry]] = [:]
        try connection.forEach(sql) { groups[try $0["owner"], default: []].append(try make($0)) }
        return groups
    }

    static func named(_ row: SQLRow) throws -> Named {
        Named(id: try row["id"], name: try row["name"])
    }
}
