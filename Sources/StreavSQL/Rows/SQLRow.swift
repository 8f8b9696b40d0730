/// One row of a result. Columns are read by name, as the type the context asks for:
///
///     let name: String = try row["name"]
///     let note: String? = try row["note"]
public struct SQLRow: Sendable {
    private let columns: SQLColumns
    private let values: [SQLValue]

    /// For adapters: `values` are in the order of `columns`.
    public init(columns: SQLColumns, values: [SQLValue]) {
        precondition(columns.names.count == values.count, "a row has one value for each column")
        self.columns = columns
        self.values = values
    }

    public var columnNames: [String] { columns.names }

    /// Throws `badStatement` when there is no such column, or when it holds something else than a `Value`.
    public subscript<Value: SQLReadable>(_ column: String) -> Value {
        get throws(DatabaseError) {
            guard let index = columns.names.firstIndex(of: column) else {
                throw DatabaseError(
                    .badStatement, "there is no column \(column) among \(columns.names.joined(separator: ", "))")
            }
            return try self[at: index]
        }
    }

    /// By position, from 0.
    public subscript<Value: SQLReadable>(at index: Int) -> Value {
        get throws(DatabaseError) {
            guard values.indices.contains(index) else {
                throw DatabaseError(.badStatement, "there is no column \(index) among \(values.count)")
            }
            guard let value = Value.read(values[index]) else {
                throw DatabaseError(
                    .badStatement,
                    "column \(columns.names[index]) holds \(values[index].kind), which is no \(Value.self)")
            }
            return value
        }
    }
}
