/// The attributes of a tag, in their order (RFC 8216 section 4.2).
public struct AttributeList: Sendable, Hashable {
    /// One name and its value, without quotation marks.
    public struct Attribute: Sendable, Hashable {
        public let name: String
        public let value: String
        /// Whether the value stood in quotation marks.
        public let isQuoted: Bool
    }

    /// More attributes than this on one tag are refused.
    public static let maximumCount = 64

    /// In the order in which they stand; no name twice.
    public private(set) var attributes: [Attribute] = []

    /// The value of the attribute named `name`, quoted or not.
    public subscript(name: String) -> String? {
        attributes.first { $0.name == name }?.value
    }

    /// Whether the attribute is there with the value `YES`.
    public func isYes(_ name: String) -> Bool { self[name] == "YES" }

    /// Reads `NAME=value,NAME="value"`. White space around names and values and a comma at the end are tolerated.
    ///
    /// - Returns: Nil when it is no attribute list, a name comes twice, or there are too many.
    init?(_ text: Substring) {
        var rest = text.utf8
        Self.skipSpace(&rest)
        while !rest.isEmpty {
            guard attributes.count < Self.maximumCount, let equals = rest.firstIndex(of: UInt8(ascii: "=")) else {
                return nil
            }
            let name = PlaylistLine.trimmed(Substring(rest[..<equals]))
            guard !name.isEmpty, name.utf8.allSatisfy(Self.isNameByte), self[String(name)] == nil else { return nil }
            rest = rest[rest.index(after: equals)...]
            Self.skipSpace(&rest)
            let isQuoted = rest.first == UInt8(ascii: "\"")
            guard let value = isQuoted ? Self.takeQuoted(&rest) : Self.takePlain(&rest) else { return nil }
            attributes.append(Attribute(name: String(name), value: value, isQuoted: isQuoted))
            Self.skipSpace(&rest)
            guard let separator = rest.popFirst() else { break }
            guard separator == UInt8(ascii: ",") else { return nil }
            Self.skipSpace(&rest)
        }
    }

    private static func isNameByte(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "a")...UInt8(ascii: "z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "_"):
            true
        default: false
        }
    }

    private static func skipSpace(_ rest: inout Substring.UTF8View) {
        while rest.first == 0x20 || rest.first == 0x09 { rest = rest.dropFirst() }
    }

    private static func takeQuoted(_ rest: inout Substring.UTF8View) -> String? {
        let content = rest.dropFirst()
        guard let end = content.firstIndex(of: UInt8(ascii: "\"")) else { return nil }
        rest = content[content.index(after: end)...]
        return String(Substring(content[..<end]))
    }

    private static func takePlain(_ rest: inout Substring.UTF8View) -> String? {
        let end = rest.firstIndex(of: UInt8(ascii: ",")) ?? rest.endIndex
        let value = PlaylistLine.trimmed(Substring(rest[..<end]))
        guard !value.isEmpty, !value.utf8.contains(UInt8(ascii: "\"")) else { return nil }
        rest = rest[end...]
        return String(value)
    }
}
