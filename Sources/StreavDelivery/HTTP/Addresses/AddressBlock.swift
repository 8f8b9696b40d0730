/// A network in CIDR notation, such as `10.0.0.0/8` or `fd00::/8`; a bare address stands for itself.
public struct AddressBlock: Hashable, Sendable, CustomStringConvertible {
    private let base: IPAddress
    /// Bits of the mapped form: 96 more than written, for IPv4.
    private let length: Int

    public init?(_ text: String) {
        let parts = text.split(separator: "/", maxSplits: 1, omittingEmptySubsequences: false)
        guard let first = parts.first, let address = IPAddress(first) else { return nil }
        let width = address.isIPv4 ? 32 : 128
        var bits = width
        if parts.count == 2 {
            guard let number = Int(parts[1]), (0...width).contains(number), !parts[1].hasPrefix("+") else { return nil }
            bits = number
        }
        length = bits + 128 - width
        base = Self.masked(address, length)
    }

    public func contains(_ address: IPAddress) -> Bool {
        Self.masked(address, length) == base
    }

    public var description: String {
        base.isIPv4 && length >= 96 ? "\(base)/\(length - 96)" : "\(base)/\(length)"
    }

    private static func masked(_ address: IPAddress, _ length: Int) -> IPAddress {
        let high = length >= 64 ? UInt64.max : ~(UInt64.max >> UInt64(length))
        let low = length <= 64 ? 0 : length >= 128 ? UInt64.max : ~(UInt64.max >> UInt64(length - 64))
        return IPAddress(high: address.high & high, low: address.low & low)
    }
}
