/// A 32-bit database identifier of an `Entity`.
///
/// Identifiers travel to players that bind them to `Int32`, so they are positive and fit 32 bits everywhere.
public struct Identifier<Entity>: Hashable, Sendable, Comparable, CustomStringConvertible {
    public let rawValue: Int32

    public init(_ rawValue: Int32) {
        self.rawValue = rawValue
    }

    /// Reads decimal digits only: no sign, no spaces, no leading zero, 1 to `Int32.max`.
    public init?(digits: some StringProtocol) {
        guard let first = digits.utf8.first, first != UInt8(ascii: "0"), digits.utf8.count <= 10,
            digits.utf8.allSatisfy({ (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }),
            let value = Int32(digits)
        else { return nil }
        self.rawValue = value
    }

    public var description: String { String(rawValue) }

    public static func < (left: Self, right: Self) -> Bool { left.rawValue < right.rawValue }
}

extension Identifier: Codable {
    public init(from decoder: any Decoder) throws {
        self.rawValue = try decoder.singleValueContainer().decode(Int32.self)
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(rawValue)
    }
}
