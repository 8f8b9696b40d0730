public import StreavDomain

/// What can be read from a column.
public protocol SQLReadable {
    /// Nil when the value is of another kind or out of range.
    static func read(_ value: SQLValue) -> Self?
}

extension SQLValue: SQLReadable {
    public static func read(_ value: SQLValue) -> SQLValue? { value }
}

extension Bool: SQLReadable {
    public static func read(_ value: SQLValue) -> Bool? {
        switch value {
        case .integer(0): false
        case .integer(1): true
        default: nil
        }
    }
}

extension Int: SQLReadable {
    public static func read(_ value: SQLValue) -> Int? {
        guard case .integer(let integer) = value else { return nil }
        return Int(exactly: integer)
    }
}

extension Int32: SQLReadable {
    public static func read(_ value: SQLValue) -> Int32? {
        guard case .integer(let integer) = value else { return nil }
        return Int32(exactly: integer)
    }
}

extension Int64: SQLReadable {
    public static func read(_ value: SQLValue) -> Int64? {
        guard case .integer(let integer) = value else { return nil }
        return integer
    }
}

extension Double: SQLReadable {
    public static func read(_ value: SQLValue) -> Double? {
        guard case .real(let real) = value else { return nil }
        return real
    }
}

extension String: SQLReadable {
    public static func read(_ value: SQLValue) -> String? {
        guard case .text(let text) = value else { return nil }
        return text
    }
}

extension Array: SQLReadable where Element == UInt8 {
    public static func read(_ value: SQLValue) -> [UInt8]? {
        guard case .blob(let bytes) = value else { return nil }
        return bytes
    }
}

extension Timestamp: SQLReadable {
    public static func read(_ value: SQLValue) -> Timestamp? {
        guard case .integer(let milliseconds) = value else { return nil }
        return Timestamp(milliseconds: milliseconds)
    }
}

extension Identifier: SQLReadable {
    public static func read(_ value: SQLValue) -> Identifier? {
        guard case .integer(let integer) = value, let rawValue = Int32(exactly: integer) else { return nil }
        return Identifier(rawValue)
    }
}

/// From whole milliseconds.
extension Duration: SQLReadable {
    public static func read(_ value: SQLValue) -> Duration? {
        guard case .integer(let milliseconds) = value else { return nil }
        return .milliseconds(milliseconds)
    }
}

extension Optional: SQLReadable where Wrapped: SQLReadable {
    public static func read(_ value: SQLValue) -> Wrapped?? {
        if value == .null { return .some(nil) }
        guard let wrapped = Wrapped.read(value) else { return nil }
        return .some(wrapped)
    }
}

/// An enumeration is stored as its raw value; an unknown one cannot be read.
extension SQLReadable where Self: RawRepresentable, RawValue: SQLReadable {
    public static func read(_ value: SQLValue) -> Self? {
        RawValue.read(value).flatMap(Self.init(rawValue:))
    }
}
