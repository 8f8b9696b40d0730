internal import GRDB
internal import StreavSQL

/// SQLite's codes as the port's.
enum SQLiteErrors {
    /// - Parameters:
    ///   - path: The file being opened, when that is what failed.
    ///   - schema: Called to find the name of a violated constraint, where SQLite tells only its columns.
    static func translate(
        _ error: any Error, opening path: String? = nil, schema: () -> SQLiteSchema? = { nil }
    ) -> StreavSQL.DatabaseError {
        if let error = error as? StreavSQL.DatabaseError { return error }
        guard let error = error as? GRDB.DatabaseError else {
            return StreavSQL.DatabaseError(.unavailable, "\(error)", underlying: error)
        }
        if let path, let explained = explain(error, opening: path) { return explained }
        let message = error.message ?? "no message"
        let code: StreavSQL.DatabaseError.Code
        switch error.extendedResultCode {
        case .SQLITE_CONSTRAINT_UNIQUE, .SQLITE_CONSTRAINT_PRIMARYKEY, .SQLITE_CONSTRAINT_ROWID:
            let name = schema()?.constraintName(forUniqueViolation: message)
            return StreavSQL.DatabaseError(.uniqueViolation, message, constraint: name, underlying: error)
        case .SQLITE_CONSTRAINT_CHECK:
            return StreavSQL.DatabaseError(
                .checkViolation, message, constraint: subject(of: message), underlying: error)
        case .SQLITE_CONSTRAINT_NOTNULL:
            return StreavSQL.DatabaseError(
                .notNullViolation, message, constraint: subject(of: message), underlying: error)
        case .SQLITE_CONSTRAINT_FOREIGNKEY:
            code = .foreignKeyViolation
        case .SQLITE_CONSTRAINT_DATATYPE:
            code = .badStatement
        default:
            switch error.resultCode {
            case .SQLITE_BUSY, .SQLITE_LOCKED, .SQLITE_INTERRUPT: code = .timedOut
            case .SQLITE_READONLY: code = .readOnly
            case .SQLITE_ERROR, .SQLITE_RANGE, .SQLITE_MISMATCH, .SQLITE_TOOBIG, .SQLITE_AUTH, .SQLITE_SCHEMA:
                code = .badStatement
            default: code = .unavailable
            }
        }
        return StreavSQL.DatabaseError(code, message, underlying: error)
    }

    /// What follows the colon, e.g. `subscribers_status_check` in "CHECK constraint failed: subscribers_status_check".
    static func subject(of message: String) -> String? {
        guard let colon = message.firstIndex(of: ":") else { return nil }
        let subject = message[message.index(after: colon)...].drop { $0 == " " }
        return subject.isEmpty ? nil : String(subject)
    }

    private static func explain(_ error: GRDB.DatabaseError, opening path: String) -> StreavSQL.DatabaseError? {
        let sentence: String
        switch error.resultCode {
        case .SQLITE_CANTOPEN, .SQLITE_PERM:
            sentence = """
                cannot open the database file \(path): see that its folder exists and that this user may read and \
                write both
                """
        case .SQLITE_NOTADB:
            sentence = "\(path) is no SQLite database: name another file, or move this one away"
        case .SQLITE_CORRUPT:
            sentence = "the database file \(path) is damaged: restore it from a backup"
        case .SQLITE_READONLY:
            sentence = "the database file \(path) may not be written by this user: change its permissions"
        case .SQLITE_BUSY, .SQLITE_LOCKED:
            return StreavSQL.DatabaseError(
                .timedOut, "the database file \(path) is locked by another process: stop that one first",
                underlying: error)
        case .SQLITE_FULL, .SQLITE_IOERR:
            sentence = "cannot read or write the database file \(path): see that the disk has space and no errors"
        default:
            return nil
        }
        return StreavSQL.DatabaseError(.unavailable, sentence, underlying: error)
    }
}
