internal import StreavSQL

extension DatabaseConnection {
    /// The names of those of `ids` that are there, by name.
    ///
    /// - Parameters:
    ///   - name: The column of the name, as it is shown.
    ///   - order: The column that names are sorted by.
    func names(of ids: [Int32], in table: SQL, _ name: SQL, order: SQL) throws -> [NamedEntry] {
        // More than one statement may bind are not asked for at once.
        let asked = Array(ids.prefix(ListSlice.sizeLimit))
        guard !asked.isEmpty else { return [] }
        return try fetch(
            "SELECT id, \(name) AS entry_name FROM \(table) WHERE id IN (\(values: asked)) ORDER BY \(order), id"
        ) { NamedEntry(id: try $0["id"], name: try $0["entry_name"]) }
    }
}
