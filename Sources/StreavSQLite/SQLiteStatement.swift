internal import GRDBSQLite
internal import StreavSQL

/// A prepared statement of SQLite's C interface: bound, stepped, read, reset.
struct SQLiteStatement {
    private let pointer: OpaquePointer

    init(_ pointer: OpaquePointer) {
        self.pointer = pointer
    }

    /// SQLite copies what it is given before the call returns.
    private static var copied: sqlite3_destructor_type {
        unsafeBitCast(-1, to: sqlite3_destructor_type.self)
    }

    /// Binds the values to the placeholders from 1 on; `SQLITE_OK`, or the code of the first that failed.
    func bind(_ values: [SQLValue]) -> CInt {
        sqlite3_reset(pointer)
        guard sqlite3_bind_parameter_count(pointer) == values.count else { return SQLITE_RANGE }
        for (offset, value) in values.enumerated() {
            let code = bind(value, at: CInt(offset + 1))
            guard code == SQLITE_OK else { return code }
        }
        return SQLITE_OK
    }

    private func bind(_ value: SQLValue, at index: CInt) -> CInt {
        switch value {
        case .null:
            return sqlite3_bind_null(pointer, index)
        case .integer(let integer):
            return sqlite3_bind_int64(pointer, index, integer)
        case .real(let real):
            return sqlite3_bind_double(pointer, index, real)
        case .text(var text):
            return text.withUTF8 { bytes in
                bytes.withMemoryRebound(to: CChar.self) { characters in
                    // Without an address SQLite would bind NULL.
                    guard let address = characters.baseAddress else {
                        return sqlite3_bind_text(pointer, index, "", 0, Self.copied)
                    }
                    return sqlite3_bind_text64(
                        pointer, index, address, sqlite3_uint64(characters.count), Self.copied,
                        UInt8(SQLITE_UTF8))
                }
            }
        case .blob(let bytes):
            guard !bytes.isEmpty else { return sqlite3_bind_zeroblob(pointer, index, 0) }
            return bytes.withUnsafeBytes { buffer in
                sqlite3_bind_blob64(
                    pointer, index, buffer.baseAddress, sqlite3_uint64(buffer.count), Self.copied)
            }
        }
    }

    func step() -> CInt {
        sqlite3_step(pointer)
    }

    /// Makes the statement ready for its next use, and frees what was bound.
    func reset() {
        sqlite3_reset(pointer)
        sqlite3_clear_bindings(pointer)
    }

    var columns: SQLColumns {
        SQLColumns(names: (0..<sqlite3_column_count(pointer)).map { String(cString: sqlite3_column_name(pointer, $0)) })
    }

    /// The row the statement stands on.
    func row(_ columns: SQLColumns) -> SQLRow {
        SQLRow(columns: columns, values: columns.names.indices.map { value(at: CInt($0)) })
    }

    private func value(at index: CInt) -> SQLValue {
        switch sqlite3_column_type(pointer, index) {
        case SQLITE_INTEGER:
            return .integer(sqlite3_column_int64(pointer, index))
        case SQLITE_FLOAT:
            return .real(sqlite3_column_double(pointer, index))
        case SQLITE_TEXT:
            // The text is asked for before its length: SQLite may convert it first.
            guard let text = sqlite3_column_text(pointer, index) else { return .text("") }
            let count = Int(sqlite3_column_bytes(pointer, index))
            return .text(String(decoding: UnsafeBufferPointer(start: text, count: count), as: UTF8.self))
        case SQLITE_BLOB:
            guard let bytes = sqlite3_column_blob(pointer, index) else { return .blob([]) }
            let count = Int(sqlite3_column_bytes(pointer, index))
            return .blob([UInt8](UnsafeRawBufferPointer(start: bytes, count: count)))
        default:
            return .null
        }
    }
}
