internal import StreavDomain
internal import StreavSQL

extension DatabaseConnection {
    /// Those of `ids` that are in a table.
    func existing<Entity>(_ ids: [Identifier<Entity>], in table: SQL) throws -> Set<Identifier<Entity>> {
        var found: Set<Identifier<Entity>> = []
        // A bundle may hold more than one statement may bind.
        for start in stride(from: 0, to: ids.count, by: 4096) {
            let part = ids[start..<min(start + 4096, ids.count)]
            found.formUnion(
                try fetchColumn(
                    "SELECT id FROM \(table) WHERE id IN (\(values: part))", as: Identifier<Entity>.self))
        }
        return found
    }
}
