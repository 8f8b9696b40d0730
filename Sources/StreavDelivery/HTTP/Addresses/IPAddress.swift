#if canImport(Glibc)
internal import Glibc
#elseif canImport(Musl)
internal import Musl
#endif
public import NIOCore

/// An IPv4 or IPv6 address. IPv4 is kept mapped (::ffff:0:0/96), so that a client is the same whichever way it came.
public struct IPAddress: Hashable, Sendable, CustomStringConvertible {
    /// The first eight octets in network order.
    let high: UInt64
    let low: UInt64

    static let mappedPrefix: UInt64 = 0x0000_FFFF_0000_0000
    /// Longer text is no address.
    static let maximumTextLength = 45

    init(high: UInt64, low: UInt64) {
        self.high = high
        self.low = low
    }

    /// `::`, for peers whose address is not known.
    static let unspecified = IPAddress(high: 0, low: 0)

    /// Dotted decimal with four parts, or the text of RFC 4291; nothing short, octal or with a zone.
    public init?(_ text: some StringProtocol) {
        guard text.utf8.count <= Self.maximumTextLength, !text.utf8.contains(0) else { return nil }
        let string = String(text)
        var four = in_addr()
        if inet_pton(AF_INET, string, &four) == 1 {
            self.init(high: 0, low: Self.mappedPrefix | UInt64(UInt32(bigEndian: four.s_addr)))
            return
        }
        var six = in6_addr()
        guard inet_pton(AF_INET6, string, &six) == 1 else { return nil }
        self.init(six)
    }

    /// Nil for what is not an Internet address.
    public init?(_ address: SocketAddress?) {
        guard let text = address?.ipAddress else { return nil }
        self.init(text)
    }

    private init(_ six: in6_addr) {
        (high, low) = withUnsafeBytes(of: six) { octets in
            (
                UInt64(bigEndian: octets.loadUnaligned(as: UInt64.self)),
                UInt64(bigEndian: octets.loadUnaligned(fromByteOffset: 8, as: UInt64.self))
            )
        }
    }

    public var isIPv4: Bool { high == 0 && low >> 32 == 0xFFFF }

    /// 127.0.0.0/8 or ::1.
    public var isLoopback: Bool { isIPv4 ? low & 0xFF00_0000 == 0x7F00_0000 : high == 0 && low == 1 }

    /// The canonical text (RFC 5952).
    public var description: String {
        if isIPv4 {
            let value = UInt32(truncatingIfNeeded: low)
            return "\(value >> 24).\(value >> 16 & 0xFF).\(value >> 8 & 0xFF).\(value & 0xFF)"
        }
        var octets = (high.bigEndian, low.bigEndian)
        var text = [CChar](repeating: 0, count: Int(INET6_ADDRSTRLEN))
        guard inet_ntop(AF_INET6, &octets, &text, socklen_t(text.count)) != nil else { return "::" }
        return String(decoding: text.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }

    /// What stands for one client where clients are counted: the address, or the /64 it lies in for IPv6.
    var countingKey: IPAddress {
        isIPv4 ? self : IPAddress(high: high, low: 0)
    }
}
