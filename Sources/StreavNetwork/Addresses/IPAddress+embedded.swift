import Glibc
import StreavDomain

extension IPAddress {
    /// The IPv4 address to which a translator or a tunnel would carry packets to this IPv6 address: compatible
    /// (RFC 4291 section 2.5.5.1), NAT64 (RFC 6052, RFC 8215), 6to4 (RFC 3056), ISATAP (RFC 5214).
    var embedded: IPAddress? {
        guard family == .v6, let bytes = bytesOfSix else { return nil }
        func four(_ start: Int) -> IPAddress {
            IPAddress(bytes[start], bytes[start + 1], bytes[start + 2], bytes[start + 3])
        }
        let start = bytes[0..<6]
        if bytes[0..<12].allSatisfy({ $0 == 0 }) { return four(12) }
        if start.elementsEqual([0x00, 0x64, 0xFF, 0x9B, 0, 0]) || start.elementsEqual([0x00, 0x64, 0xFF, 0x9B, 0, 1]) {
            return four(12)
        }
        if bytes[0] == 0x20, bytes[1] == 0x02 { return four(2) }
        if bytes[8] & 0xFD == 0, bytes[9] == 0, bytes[10] == 0x5E, bytes[11] == 0xFE { return four(12) }
        return nil
    }

    private var bytesOfSix: [UInt8]? {
        var bytes = [UInt8](repeating: 0, count: 16)
        return inet_pton(AF_INET6, description, &bytes) == 1 ? bytes : nil
    }
}
