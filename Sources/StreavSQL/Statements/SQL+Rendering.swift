/// A statement as an engine takes it.
public struct RenderedSQL: Sendable, Equatable {
    /// The text with numbered placeholders. Equal statements have equal texts, whatever they bind: a key for a cache.
    public let text: String
    /// The bound values, the first for placeholder 1.
    public let values: [SQLValue]
}

extension SQL {
    /// Numbers the placeholders in the engine's way: `?1` for SQLite (where `$1` is a *name*), `$1` for PostgreSQL.
    ///
    /// Refuses as `badStatement` what one of the engines cannot hold: text with a zero character (PostgreSQL), a
    /// real that is not a number (SQLite makes it NULL), more than ``DatabaseLimits/boundValues`` values.
    public func rendered(for dialect: SQLDialect) throws(DatabaseError) -> RenderedSQL {
        var text = ""
        var values: [SQLValue] = []
        for part in parts {
            switch part {
            case .text(let literal):
                literal.withUTF8Buffer { text += String(decoding: $0, as: UTF8.self) }
            case .value(let value):
                try Self.check(value)
                values.append(value)
                text += dialect == .sqlite ? "?" : "$"
                text += String(values.count)
            }
        }
        guard values.count <= DatabaseLimits.boundValues else {
            throw DatabaseError(
                .badStatement, "\(values.count) values are bound, at most \(DatabaseLimits.boundValues) may be")
        }
        return RenderedSQL(text: text, values: values)
    }

    /// The statement with its values written out, for a script that a person reads and runs.
    public func script(for dialect: SQLDialect) throws(DatabaseError) -> String {
        var text = ""
        for part in parts {
            switch part {
            case .text(let literal):
                literal.withUTF8Buffer { text += String(decoding: $0, as: UTF8.self) }
            case .value(let value):
                try Self.check(value)
                text += dialect.literal(for: value)
            }
        }
        return text
    }

    private static func check(_ value: SQLValue) throws(DatabaseError) {
        switch value {
        case .text(let text) where text.utf8.contains(0):
            throw DatabaseError(.badStatement, "a text with a zero character cannot be stored")
        case .real(let real) where real.isNaN:
            throw DatabaseError(.badStatement, "a real that is not a number cannot be stored")
        default:
            return
        }
    }
}
