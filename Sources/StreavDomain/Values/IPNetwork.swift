/// A block of addresses in CIDR notation (RFC 4632, RFC 4291 section 2.3).
public struct IPNetwork: Hashable, Sendable {
    /// The first address of the block.
    public let address: IPAddress
    /// Leading bits that count: 0 to 32, or to 128.
    public let prefixLength: Int

    /// Bits of `address` after the prefix are cleared. Nil when the prefix does not fit the family.
    public init?(_ address: IPAddress, prefixLength: Int) {
        guard (0...address.bitCount).contains(prefixLength) else { return nil }
        self.address = address.cleared(after: prefixLength)
        self.prefixLength = prefixLength
    }

    /// Reads `192.0.2.0/24`, `2001:db8::/32`, or one address, which is a block of its own.
    ///
    /// An IPv4-mapped block, `::ffff:192.0.2.0/120`, is the IPv4 one; one that reaches beyond the mapped range is
    /// refused.
    public init?(_ text: some StringProtocol) {
        let parts = text.split(separator: "/", maxSplits: 2, omittingEmptySubsequences: false)
        guard (1...2).contains(parts.count), let address = IPAddress(parts[0]) else { return nil }
        guard parts.count == 2 else {
            self.init(address, prefixLength: address.bitCount)
            return
        }
        let digits = parts[1].utf8
        guard (1...3).contains(digits.count), digits.allSatisfy({ (0x30...0x39).contains($0) }),
            digits.first != UInt8(ascii: "0") || digits.count == 1, let length = Int(parts[1])
        else { return nil }
        let isMapped = address.family == .v4 && parts[0].utf8.contains(UInt8(ascii: ":"))
        self.init(address, prefixLength: isMapped ? length - 96 : length)
    }

    public func contains(_ other: IPAddress) -> Bool {
        other.family == address.family && other.cleared(after: prefixLength) == address
    }
}

extension IPNetwork: CustomStringConvertible, Codable {
    /// The block in CIDR notation; an address alone when the block is one address.
    public var description: String {
        prefixLength == address.bitCount ? address.description : "\(address)/\(prefixLength)"
    }

    public init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        guard let network = try IPNetwork(container.decode(String.self)) else {
            throw DecodingError.dataCorruptedError(in: container, debugDescription: "not a CIDR block")
        }
        self = network
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(description)
    }
}

extension IPAddress {
    /// 32 or 128.
    var bitCount: Int { family == .v4 ? 32 : 128 }

    fileprivate func cleared(after prefix: Int) -> IPAddress {
        // Swift's shifts give 0 when they go over the width, so no case needs care.
        switch family {
        case .v4:
            return IPAddress(family: .v4, high: 0, low: low & (UInt64(UInt32.max) << UInt64(32 - prefix)) & 0xFFFF_FFFF)
        case .v6:
            let highMask = prefix >= 64 ? UInt64.max : ~(UInt64.max >> UInt64(prefix))
            let lowMask = prefix <= 64 ? 0 : ~(UInt64.max >> UInt64(prefix - 64))
            return IPAddress(exactlySixHigh: high & highMask, low: low & lowMask)
        }
    }
}
