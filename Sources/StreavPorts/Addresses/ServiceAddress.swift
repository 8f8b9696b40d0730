import StreavDomain

/// Where a backing service is and how it is entered: `scheme://user:password@host:port/path?name=value`.
///
/// User, password, path and query values are percent-decoded (RFC 3986 section 2.1). Neither description nor mirror
/// holds the password.
public struct ServiceAddress: Sendable, Equatable {
    /// In lower case.
    public let scheme: String
    public let user: String?
    public let password: String?
    /// A name, an IPv4 address, or an IPv6 address without brackets. Empty where the address names none.
    public let host: String
    public let port: Int?
    /// Without the slash that leads it in.
    public let path: String
    public let query: [String: String]

    /// The longest address, in UTF-8 bytes.
    public static let maximumBytes = 4_096

    /// - Throws: ``ServiceAddressError``, in a sentence that does not hold the address.
    public init(_ text: String) throws(ServiceAddressError) {
        guard text.utf8.count <= Self.maximumBytes else {
            throw ServiceAddressError("is longer than \(Self.maximumBytes) bytes")
        }
        guard text.utf8.allSatisfy({ (0x21...0x7E).contains($0) }) else {
            throw ServiceAddressError("holds spaces, controls or other than ASCII; write those as %20 and the like")
        }
        guard let colon = text.firstIndex(of: ":"), text[colon...].hasPrefix("://"), colon != text.startIndex else {
            throw ServiceAddressError("does not begin with scheme://")
        }
        scheme = text[..<colon].lowercased()
        var rest = text[text.index(colon, offsetBy: 3)...]
        guard !rest.contains("#") else { throw ServiceAddressError("holds '#'; write it as %23") }
        query = try Self.query(Self.cut(&rest, at: "?"))
        path = try Self.decoded(Self.cut(&rest, at: "/") ?? "")
        // The last @, since passwords are pasted without being encoded.
        if let at = rest.lastIndex(of: "@") {
            var entry = rest[..<at]
            rest = rest[rest.index(after: at)...]
            password = try Self.cut(&entry, at: ":").map { word throws(ServiceAddressError) in try Self.decoded(word) }
            user = entry.isEmpty ? nil : try Self.decoded(entry)
        } else {
            user = nil
            password = nil
        }
        (host, port) = try Self.authority(rest)
    }

    /// The service is on this machine, by the name or address that is written.
    public var isLoopback: Bool {
        if host == "localhost" || host.hasPrefix("/") { return true }
        // Only as an address: a name may begin with 127., too, and be anybody's.
        guard let address = IPAddress(host) else { return false }
        return Self.loopback.contains { $0.contains(address) }
    }

    /// RFC 1122 section 3.2.1.3 (g), RFC 4291 section 2.5.3.
    private static let loopback = [IPNetwork("127.0.0.0/8"), IPNetwork("::1")].compactMap(\.self)

    private static func authority(_ text: Substring) throws(ServiceAddressError) -> (String, Int?) {
        var rest = text
        var host: Substring
        if rest.first == "[" {
            guard let close = rest.firstIndex(of: "]") else { throw ServiceAddressError("lacks ']' after the host") }
            host = rest[rest.index(after: rest.startIndex)..<close]
            rest = rest[rest.index(after: close)...]
            guard rest.isEmpty || rest.first == ":" else { throw ServiceAddressError("goes on after ']' without ':'") }
            rest = rest.dropFirst()
        } else {
            host = rest
            rest = cut(&host, at: ":") ?? ""
        }
        guard !rest.isEmpty else { return (try decoded(host), nil) }
        guard rest.allSatisfy(\.isNumber), let port = Int(rest), (1...65_535).contains(port) else {
            throw ServiceAddressError("names a port that is not a number from 1 to 65535")
        }
        return (try decoded(host), port)
    }

    private static func query(_ text: Substring?) throws(ServiceAddressError) -> [String: String] {
        var values: [String: String] = [:]
        for part in text?.split(separator: "&") ?? [] {
            var name = part
            let value = try decoded(cut(&name, at: "=") ?? "")
            guard values.updateValue(value, forKey: try decoded(name)) == nil else {
                throw ServiceAddressError("names '\(name)' twice")
            }
        }
        return values
    }

    /// Shortens `text` to what is before the first `mark`, and returns what is after it.
    private static func cut(_ text: inout Substring, at mark: Character) -> Substring? {
        guard let index = text.firstIndex(of: mark) else { return nil }
        defer { text = text[..<index] }
        return text[text.index(after: index)...]
    }

    private static func decoded(_ text: some StringProtocol) throws(ServiceAddressError) -> String {
        var bytes: [UInt8] = []
        var rest = text.utf8[...]
        while let byte = rest.popFirst() {
            guard byte == UInt8(ascii: "%") else {
                bytes.append(byte)
                continue
            }
            guard let high = rest.popFirst().flatMap(hexadecimal), let low = rest.popFirst().flatMap(hexadecimal) else {
                throw ServiceAddressError("holds '%' without two hexadecimal digits after it; write '%' as %25")
            }
            bytes.append(high << 4 | low)
        }
        guard let decoded = String(validating: bytes, as: UTF8.self), !decoded.utf8.contains(0) else {
            throw ServiceAddressError("holds escapes that are not UTF-8 text")
        }
        return decoded
    }

    private static func hexadecimal(_ byte: UInt8) -> UInt8? {
        Character(Unicode.Scalar(byte)).hexDigitValue.map { UInt8($0) }
    }
}

extension ServiceAddress: CustomStringConvertible, CustomReflectable {
    /// Without the entry: for logs.
    public var description: String {
        let bracketed = host.contains(":") ? "[\(host)]" : host
        return "\(scheme)://\(bracketed)\(port.map { ":\($0)" } ?? "")/\(path)"
    }

    public var customMirror: Mirror { Mirror(self, children: ["address": description]) }
}
