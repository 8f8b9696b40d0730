/// An IPv4 or IPv6 address. An IPv4-mapped IPv6 address (`::ffff:192.0.2.1`, RFC 4291 section 2.5.5.2) **is** the IPv4
/// one: the same host must not pass a rule in one spelling and fail it in the other.
public struct IPAddress: Hashable, Sendable {
    public enum Family: Hashable, Sendable {
        case v4
        case v6
    }

    public let family: Family
    /// The 128 bits, the first 64 and the last; an IPv4 address lies in the last 32.
    let high: UInt64
    let low: UInt64

    /// The longest text that is looked at, in bytes.
    static let maximumTextBytes = 45

    init(family: Family, high: UInt64, low: UInt64) {
        let isMapped = family == .v6 && high == 0 && low >> 32 == 0xFFFF
        self.family = isMapped ? .v4 : family
        self.high = high
        self.low = isMapped ? low & 0xFFFF_FFFF : low
    }

    /// `a.b.c.d`.
    public init(_ a: UInt8, _ b: UInt8, _ c: UInt8, _ d: UInt8) {
        self.init(
            family: .v4, high: 0, low: UInt64(a) << 24 | UInt64(b) << 16 | UInt64(c) << 8 | UInt64(d))
    }

    /// Reads dotted decimal (four numbers without leading zeros: octal and short forms are refused, since programs
    /// disagree about them) or any text form of RFC 4291 section 2.2. Zones (`%eth0`) and brackets are refused.
    public init?(_ text: some StringProtocol) {
        guard text.utf8.count <= Self.maximumTextBytes else { return nil }
        let bytes = Substring(text).utf8
        if bytes.contains(UInt8(ascii: ":")) {
            guard let (high, low) = Self.readSix(bytes) else { return nil }
            self.init(family: .v6, high: high, low: low)
        } else {
            guard let value = Self.readFour(bytes) else { return nil }
            self.init(family: .v4, high: 0, low: UInt64(value))
        }
    }

    /// The bits that tell apart who is behind an address: all of an IPv4 one, the first 64 of an IPv6 one, of which a
    /// single subscriber line has all the rest.
    public var subscriberLine: IPAddress {
        family == .v4 ? self : IPAddress(exactlySixHigh: high, low: 0)
    }

    /// An IPv6 address whatever its bits: masks must not turn one family into the other.
    init(exactlySixHigh high: UInt64, low: UInt64) {
        family = .v6
        self.high = high
        self.low = low
    }

    private static func readFour(_ bytes: Substring.UTF8View) -> UInt32? {
        let parts = bytes.split(separator: UInt8(ascii: "."), maxSplits: 4, omittingEmptySubsequences: false)
        guard parts.count == 4 else { return nil }
        var value: UInt32 = 0
        for part in parts {
            guard (1...3).contains(part.count), part.first != UInt8(ascii: "0") || part.count == 1,
                part.allSatisfy({ (0x30...0x39).contains($0) }), let number = UInt8(Substring(part))
            else { return nil }
            value = value << 8 | UInt32(number)
        }
        return value
    }

    private static func readSix(_ bytes: Substring.UTF8View) -> (high: UInt64, low: UInt64)? {
        let text = String(Substring(bytes))
        guard let gap = text.utf8.firstDoubleColon else {
            guard let groups = readGroups(text.utf8[...], allowsFour: true), groups.count == 8 else { return nil }
            return pack(groups)
        }
        let after = text.utf8.index(gap, offsetBy: 2)
        guard let left = readGroups(text.utf8[..<gap], allowsFour: false),
            let right = readGroups(text.utf8[after...], allowsFour: true), left.count + right.count <= 7
        else { return nil }
        return pack(left + [UInt16](repeating: 0, count: 8 - left.count - right.count) + right)
    }

    /// Groups of one to four hexadecimal digits between colons; the last may be a dotted IPv4 address.
    private static func readGroups(_ bytes: Substring.UTF8View, allowsFour: Bool) -> [UInt16]? {
        guard !bytes.isEmpty else { return [] }
        let parts = bytes.split(separator: UInt8(ascii: ":"), maxSplits: 8, omittingEmptySubsequences: false)
        var groups: [UInt16] = []
        for (index, part) in parts.enumerated() {
            if allowsFour, index == parts.count - 1, part.contains(UInt8(ascii: ".")) {
                guard let value = readFour(part) else { return nil }
                groups += [UInt16(value >> 16), UInt16(value & 0xFFFF)]
            } else {
                let isHexadecimal = part.allSatisfy { Character(UnicodeScalar($0)).isHexDigit }
                guard (1...4).contains(part.count), isHexadecimal, let value = UInt16(Substring(part), radix: 16)
                else { return nil }
                groups.append(value)
            }
        }
        return groups
    }

    private static func pack(_ groups: [UInt16]) -> (high: UInt64, low: UInt64) {
        let high = groups[..<4].reduce(UInt64(0)) { $0 << 16 | UInt64($1) }
        let low = groups[4...].reduce(UInt64(0)) { $0 << 16 | UInt64($1) }
        return (high, low)
    }
}

extension String.UTF8View {
    fileprivate var firstDoubleColon: Index? {
        indices.first { index in
            let next = self.index(after: index)
            return self[index] == UInt8(ascii: ":") && next != endIndex && self[next] == UInt8(ascii: ":")
        }
    }
}
