import Glibc

/// An IPv4 or IPv6 address as a socket address: no name is ever looked up.
///
/// An IPv4 address in IPv6 form (`::ffff:192.0.2.1`, RFC 4291 section 2.5.5.2), as sockets that accept both give it, is
/// the IPv4 address. A zone (`fe80::1%eth0`) is left out.
enum NetworkAddress {
    case version4(sockaddr_in)
    case version6(sockaddr_in6)

    /// Longer texts are no addresses: `INET6_ADDRSTRLEN` and the longest interface name.
    private static let maximumBytes = 64

    init?(_ text: String) {
        guard !text.isEmpty, text.utf8.count <= Self.maximumBytes, !text.utf8.contains(0) else { return nil }
        var four = in_addr()
        if inet_pton(AF_INET, text, &four) == 1 {
            self = Self.version4(of: four)
            return
        }
        let host = text.utf8.firstIndex(of: UInt8(ascii: "%")).map { String(text[..<$0]) } ?? text
        var six = in6_addr()
        guard inet_pton(AF_INET6, host, &six) == 1 else { return nil }
        let bytes = withUnsafeBytes(of: six) { Array($0) }
        if bytes[..<10].allSatisfy({ $0 == 0 }), bytes[10] == 0xFF, bytes[11] == 0xFF {
            withUnsafeMutableBytes(of: &four) { $0.copyBytes(from: bytes[12...]) }
            self = Self.version4(of: four)
            return
        }
        var address = sockaddr_in6()
        address.sin6_family = sa_family_t(AF_INET6)
        address.sin6_addr = six
        self = .version6(address)
    }

    /// Calls `body` with the address as C takes it.
    func withSocketAddress<Result>(_ body: (UnsafePointer<sockaddr>) -> Result) -> Result {
        switch self {
        case .version4(let address): Self.rebound(address, body)
        case .version6(let address): Self.rebound(address, body)
        }
    }

    private static func version4(of address: in_addr) -> NetworkAddress {
        var result = sockaddr_in()
        result.sin_family = sa_family_t(AF_INET)
        result.sin_addr = address
        return .version4(result)
    }

    private static func rebound<Address, Result>(
        _ address: Address, _ body: (UnsafePointer<sockaddr>) -> Result
    ) -> Result {
        withUnsafePointer(to: address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1, body)
        }
    }
}
