/// Why a database operation failed. The same code on both engines, and, for constraints with a name, the same name.
public struct DatabaseError: Error, Sendable, CustomStringConvertible {
    public enum Code: String, Sendable, CaseIterable {
        /// No connection, no space, or the file cannot be read. Nothing was done.
        case unavailable
        /// A lock was not had in ``DatabaseLimits/lockWait``, or an answer in time. Nothing was done.
        case timedOut
        /// A write where only reading is allowed.
        case readOnly
        /// The statement, a value's type, or the reading of a row is wrong: a mistake in the program.
        case badStatement
        /// Transactions collided more than ``DatabaseLimits/attempts`` times. Nothing was done.
        case serializationFailure
        case uniqueViolation
        case foreignKeyViolation
        case checkViolation
        case notNullViolation
        /// The connection died while committing: everything was done, or nothing.
        case outcomeUnknown
    }

    public let code: Code
    /// Says what happened, for logs. Never holds bound values.
    public let message: String
    /// The violated constraint's name in the schema. SQLite does not tell it for foreign keys, and for a column that
    /// is null where it must not be it is `table.column`.
    public let constraint: String?
    public let underlying: (any Error)?

    public init(_ code: Code, _ message: String, constraint: String? = nil, underlying: (any Error)? = nil) {
        self.code = code
        self.message = message
        self.constraint = constraint
        self.underlying = underlying
    }

    public var description: String {
        if let constraint {
            "database \(code.rawValue) (\(constraint)): \(message)"
        } else {
            "database \(code.rawValue): \(message)"
        }
    }
}
