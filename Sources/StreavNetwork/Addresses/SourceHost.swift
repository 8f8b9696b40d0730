import StreavDomain

/// The host of a source's address: a name to resolve, or an address as it is.
enum SourceHost: Hashable, Sendable, CustomStringConvertible {
    case name(String)
    case address(IPAddress)

    /// Reads a host name (RFC 1123 section 2.1), a dotted IPv4 address, or an IPv6 address in brackets.
    ///
    /// Whatever some programs take for a number (`127.1`, `2130706433`, `0x7f.1`, `0177.0.0.1`) is refused, since
    /// a check that reads it otherwise than the connecting program does is no check.
    init?(_ text: Substring) {
        let bytes = text.utf8
        if bytes.first == UInt8(ascii: "[") {
            guard bytes.last == UInt8(ascii: "]"), let address = IPAddress(text.dropFirst().dropLast()) else {
                return nil
            }
            // A bracketed text without a colon is no IPv6 address.
            guard bytes.contains(UInt8(ascii: ":")) else { return nil }
            self = .address(address)
            return
        }
        if let address = IPAddress(text), !bytes.contains(UInt8(ascii: ":")) {
            self = .address(address)
            return
        }
        guard (1...253).contains(bytes.count) else { return nil }
        let labels = bytes.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
        guard labels.allSatisfy(Self.isLabel), let last = labels.last, !Self.looksNumeric(last) else { return nil }
        self = .name(text.lowercased())
    }

    /// As it stands in an address and in a Host field.
    var description: String {
        switch self {
        case .name(let name): name
        case .address(let address): address.family == .v4 ? address.description : "[\(address)]"
        }
    }

    private static func isLabel(_ label: Substring.UTF8View) -> Bool {
        guard (1...63).contains(label.count), label.first != UInt8(ascii: "-"), label.last != UInt8(ascii: "-") else {
            return false
        }
        return label.allSatisfy { byte in
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"): true
            case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "_"): true
            default: false
            }
        }
    }

    /// All digits, or hexadecimal: the last label of what `inet_aton` takes for an IPv4 address.
    private static func looksNumeric(_ label: Substring.UTF8View) -> Bool {
        let digits = UInt8(ascii: "0")...UInt8(ascii: "9")
        if label.allSatisfy(digits.contains) { return true }
        let start = Array(label.prefix(2))
        return start == Array("0x".utf8) || start == Array("0X".utf8)
    }
}
