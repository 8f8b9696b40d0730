/// A statement, or a part of one: text written in the program, and values that are bound to it.
///
///     connection.execute("UPDATE subscribers SET note = \(note) WHERE id = \(id)")
///
/// An interpolated value becomes a numbered placeholder and never text; an interpolated `SQL` is put in as it is. Text
/// comes from literals in the source alone (`StaticString`), so no string made at run time can become part of a
/// statement.
public struct SQL: Sendable, ExpressibleByStringInterpolation {
    enum Part: Sendable {
        case text(StaticString)
        case value(SQLValue)
    }

    private(set) var parts: [Part]

    /// An empty part, to be appended to.
    public init() {
        self.parts = []
    }

    public init(stringLiteral value: StaticString) {
        self.parts = [.text(value)]
    }

    public init(stringInterpolation: StringInterpolation) {
        self.parts = stringInterpolation.parts
    }

    public var isEmpty: Bool { parts.isEmpty }

    public mutating func append(_ other: SQL) {
        parts += other.parts
    }

    public static func + (left: SQL, right: SQL) -> SQL {
        var sum = left
        sum.append(right)
        return sum
    }

    public static func += (left: inout SQL, right: SQL) {
        left.append(right)
    }
}

extension SQL {
    public struct StringInterpolation: StringInterpolationProtocol {
        var parts: [Part] = []

        public init(literalCapacity: Int, interpolationCount: Int) {
            parts.reserveCapacity(2 * interpolationCount + 1)
        }

        public mutating func appendLiteral(_ literal: StaticString) {
            if literal.utf8CodeUnitCount > 0 { parts.append(.text(literal)) }
        }

        /// Binds one value.
        public mutating func appendInterpolation(_ value: some SQLBindable) {
            parts.append(.value(value.sqlValue))
        }

        /// Binds one value, or NULL.
        public mutating func appendInterpolation<Value: SQLBindable>(_ value: Value?) {
            parts.append(.value(value?.sqlValue ?? .null))
        }

        /// Puts in another part of a statement, its values bound.
        public mutating func appendInterpolation(_ sql: SQL) {
            parts += sql.parts
        }

        /// Binds a list for `IN (…)`. An empty list is `NULL`, which nothing is in.
        ///
        /// The list is filled up to a power of two by repeating its last value: `IN` means the same, and there are a
        /// dozen statements to cache instead of thousands.
        public mutating func appendInterpolation(values: some Collection<some SQLBindable>) {
            guard var last = values.first?.sqlValue else {
                parts.append(.text("NULL"))
                return
            }
            var count = 0
            for value in values {
                last = value.sqlValue
                if count > 0 { parts.append(.text(", ")) }
                parts.append(.value(last))
                count += 1
            }
            while count & (count - 1) != 0 {
                parts.append(.text(", "))
                parts.append(.value(last))
                count += 1
            }
        }
    }
}

extension Sequence where Element == SQL {
    /// The parts in a row, `separator` between them.
    public func joined(by separator: SQL) -> SQL {
        var result = SQL()
        for part in self {
            if !result.isEmpty { result.append(separator) }
            result.append(part)
        }
        return result
    }
}
