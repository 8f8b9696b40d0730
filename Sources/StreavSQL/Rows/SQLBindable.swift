public import StreavDomain

/// What can be bound to a statement.
public protocol SQLBindable {
    var sqlValue: SQLValue { get }
}

extension SQLValue: SQLBindable {
    public var sqlValue: SQLValue { self }
}

extension Bool: SQLBindable {
    public var sqlValue: SQLValue { .integer(self ? 1 : 0) }
}

extension Int: SQLBindable {
    public var sqlValue: SQLValue { .integer(Int64(self)) }
}

extension Int32: SQLBindable {
    public var sqlValue: SQLValue { .integer(Int64(self)) }
}

extension Int64: SQLBindable {
    public var sqlValue: SQLValue { .integer(self) }
}

extension Double: SQLBindable {
    public var sqlValue: SQLValue { .real(self) }
}

extension String: SQLBindable {
    public var sqlValue: SQLValue { .text(self) }
}

extension Array: SQLBindable where Element == UInt8 {
    public var sqlValue: SQLValue { .blob(self) }
}

extension Timestamp: SQLBindable {
    public var sqlValue: SQLValue { .integer(milliseconds) }
}

extension Identifier: SQLBindable {
    public var sqlValue: SQLValue { .integer(Int64(rawValue)) }
}

/// Whole milliseconds, truncated towards zero.
extension Duration: SQLBindable {
    public var sqlValue: SQLValue { .integer(wholeMilliseconds) }
}

/// An enumeration is stored as its raw value.
extension SQLBindable where Self: RawRepresentable, RawValue: SQLBindable {
    public var sqlValue: SQLValue { rawValue.sqlValue }
}
