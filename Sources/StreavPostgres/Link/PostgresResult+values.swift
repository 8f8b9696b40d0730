internal import CLibPQ
internal import StreavSQL

extension PostgresResult {
    var columns: SQLColumns {
        SQLColumns(names: (0..<columnCount).map { name(of: $0) })
    }

    var columnCount: Int { Int(unsafe PQnfields(pointer)) }

    /// Of a statement that was described.
    var parameterTypes: [UInt32] {
        (0..<(unsafe PQnparams(pointer))).map { unsafe PQparamtype(pointer, $0) }
    }

    /// The values of one row, in the columns' order. They came in binary form.
    func values(row: Int) throws(PostgresFailure) -> [SQLValue] {
        var values: [SQLValue] = []
        values.reserveCapacity(columnCount)
        for column in 0..<columnCount { values.append(try value(row: row, column: column)) }
        return values
    }

    private func name(of column: Int) -> String {
        unsafe PQfname(pointer, CInt(column)).map { unsafe String(cString: $0) } ?? ""
    }

    private func value(row: Int, column: Int) throws(PostgresFailure) -> SQLValue {
        let (line, place) = (CInt(row), CInt(column))
        guard unsafe PQgetisnull(pointer, line, place) == 0 else { return .null }
        let type = unsafe PQftype(pointer, place)
        let count = Int(unsafe PQgetlength(pointer, line, place))
        let bytes = unsafe UnsafeRawBufferPointer(start: PQgetvalue(pointer, line, place), count: count)
        guard let value = unsafe PostgresValue.decode(bytes.bytes, type: type) else {
            throw PostgresFailure(
                kind: .unsendable,
                message: """
                    column \(name(of: column)) is of a type (\(type)) that is neither a number, a text, a truth value \
                    nor bytes: cast it to one
                    """)
        }
        return value
    }
}
