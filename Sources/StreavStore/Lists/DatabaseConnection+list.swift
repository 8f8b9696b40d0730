internal import StreavSQL

extension DatabaseConnection {
    /// Part of what a condition leaves of a table, and how much that is.
    ///
    /// - Parameters:
    ///   - table: With its joins, if any.
    ///   - conditions: All of them hold.
    ///   - order: Ends in what tells any two rows apart.
    func list<Entry: Sendable>(
        _ columns: SQL, from table: SQL, where conditions: [SQL], order: SQL, _ slice: ListSlice,
        _ make: (SQLRow) throws -> Entry
    ) throws -> ListPage<Entry> {
        let condition: SQL = conditions.isEmpty ? "" : " WHERE \(conditions.joined(by: " AND "))"
        let total: Int = try value("SELECT count(*) FROM \(table)\(condition)")
        guard total > slice.offset else { return ListPage(total: total, entries: []) }
        let entries = try fetch(
            """
            SELECT \(columns) FROM \(table)\(condition) ORDER BY \(order)
            LIMIT \(slice.limit) OFFSET \(slice.offset)
            """, make)
        return ListPage(total: total, entries: entries)
    }
}
