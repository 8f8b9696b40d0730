import StreavPorts

/// An `http` address, read strictly: what is not plainly an address is refused rather than guessed.
struct SourceURL: Hashable, Sendable {
    let host: SourceHost
    /// 1 to 65535.
    let port: Int
    /// Path and query, as the request line wants them.
    let target: String
    /// The value of an Authorization field, from the userinfo. Secret.
    let authorization: String?

    private static let prefix = "http://"

    /// - Throws: `invalidAddress` with a sentence that holds neither userinfo nor path.
    init(_ text: String) throws(MediaSourceError) {
        guard text.utf8.count <= MediaSourceLimits.addressBytes else {
            throw Self.invalid("The address is longer than \(MediaSourceLimits.addressBytes) bytes.")
        }
        guard text.utf8.allSatisfy({ (0x21...0x7E).contains($0) && !Self.refused.contains($0) }) else {
            throw Self.invalid(
                "The address holds spaces, backslashes, or characters outside ASCII: write them percent-encoded, "
                    + "and international host names in their xn-- form.")
        }
        guard text.prefix(Self.prefix.count).lowercased() == Self.prefix else {
            throw Self.invalid("The address does not begin with http://.")
        }
        let rest = text.dropFirst(Self.prefix.count)
        let authority = rest.prefix { !"/?#".contains($0) }
        let tail = rest.dropFirst(authority.count).prefix { $0 != "#" }
        let parts = authority.split(separator: "@", omittingEmptySubsequences: false)
        guard parts.count <= 2, let location = parts.last else {
            throw Self.invalid("The address has more than one @ before its path: write those of a password as %40.")
        }
        (host, port) = try Self.readLocation(location)
        authorization = parts.count == 2 ? try Self.readUserinfo(parts[0]) : nil
        target = tail.first == "/" ? String(tail) : "/" + tail
    }

    /// Scheme, host and port: all that logs and errors may say.
    var origin: String { "http://\(authority)" }

    /// Host and port, the latter only where it is not the default.
    var authority: String { port == 80 ? "\(host)" : "\(host):\(port)" }

    /// Where a Location field leads (RFC 9110 section 10.2.2). Credentials are kept on the same origin only, and those
    /// of the field itself are refused.
    func redirected(to location: String) throws(MediaSourceError) -> SourceURL {
        if location.hasPrefix("/"), !location.hasPrefix("//") {
            return try SourceURL(origin + location).authorized(by: authorization)
        }
        guard let colon = location.firstIndex(of: ":"), location[..<colon].allSatisfy({ $0.isLetter }) else {
            if location.hasPrefix("//") { return try redirected(to: "http:" + location) }
            let folder = target.prefix { $0 != "?" }.lastIndex(of: "/").map { target[...$0] } ?? "/"
            let isQuery = location.hasPrefix("?")
            let base = isQuery ? target.prefix { $0 != "?" } : folder
            return try SourceURL(origin + base + location).authorized(by: authorization)
        }
        guard location[..<colon].lowercased() == "http" else {
            throw MediaSourceError(
                .forbidden, "\(origin) redirects to an address that is not http; only http addresses are followed.")
        }
        let next = try SourceURL(location)
        guard next.authorization == nil else {
            throw MediaSourceError(.forbidden, "\(origin) redirects to an address with credentials in it.")
        }
        return next.host == host && next.port == port ? next.authorized(by: authorization) : next
    }

    private init(host: SourceHost, port: Int, target: String, authorization: String?) {
        self.host = host
        self.port = port
        self.target = target
        self.authorization = authorization
    }

    private func authorized(by authorization: String?) -> SourceURL {
        SourceURL(host: host, port: port, target: target, authorization: authorization)
    }

    /// `\` parts hosts in some programs; the others have no place in an address.
    private static let refused = Array(#"\"<>^`"#.utf8)

    private static func invalid(_ message: String) -> MediaSourceError {
        MediaSourceError(.invalidAddress, message)
    }

    private static func readLocation(_ text: Substring) throws(MediaSourceError) -> (SourceHost, Int) {
        var hostText = text
        var port = 80
        let bracket = text.lastIndex(of: "]") ?? text.startIndex
        if let colon = text[bracket...].lastIndex(of: ":") {
            hostText = text[..<colon]
            let digits = text[text.index(after: colon)...]
            guard (1...5).contains(digits.utf8.count), digits.utf8.allSatisfy({ (0x30...0x39).contains($0) }),
                let number = Int(digits), (1...65535).contains(number)
            else { throw invalid("The port of the address is not a number from 1 to 65535.") }
            port = number
        }
        guard let host = SourceHost(hostText) else {
            throw invalid(
                "The host of the address is neither a name nor an address in its full form, like 192.0.2.1 or "
                    + "[2001:db8::1].")
        }
        return (host, port)
    }

    private static func readUserinfo(_ text: Substring) throws(MediaSourceError) -> String {
        var decoded: [UInt8] = []
        var bytes = text.utf8[...]
        while let byte = bytes.popFirst() {
            guard byte == UInt8(ascii: "%") else {
                decoded.append(byte)
                continue
            }
            let digits = Substring(bytes.prefix(2))
            guard digits.utf8.count == 2, digits.allSatisfy(\.isHexDigit), let value = UInt8(digits, radix: 16) else {
                throw invalid("The user name or password of the address has a % without two hexadecimal digits.")
            }
            decoded.append(value)
            bytes = bytes.dropFirst(2)
        }
        guard !decoded.isEmpty, decoded.allSatisfy({ $0 >= 0x20 && $0 != 0x7F }) else {
            throw invalid("The user name or password of the address is empty or holds control characters.")
        }
        if !decoded.contains(UInt8(ascii: ":")) { decoded.append(UInt8(ascii: ":")) }
        return "Basic " + Base64.encode(decoded)
    }
}
