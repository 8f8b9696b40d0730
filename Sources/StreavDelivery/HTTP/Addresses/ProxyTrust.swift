import StreavDomain

/// Finds the client behind trusted proxies. What a client itself writes into the field is never believed: the list is
/// read from its end, where our own proxies append.
struct ProxyTrust: Sendable {
    /// Entries looked at, from the end.
    static let maximumHops = 16

    let proxies: [IPNetwork]
    let header: ForwardingHeader

    func isTrusted(_ peer: IPAddress) -> Bool {
        proxies.contains { $0.contains(peer) }
    }

    /// The nearest address that is not a trusted proxy's; the last one known when the list ends or makes no sense.
    func client(of request: RequestHead, from peer: IPAddress) -> IPAddress {
        guard !proxies.isEmpty, isTrusted(peer) else { return peer }
        let lines = request.fields(named: header == .forwarded ? "forwarded" : "x-forwarded-for")
        var known = peer
        var hops = 0
        for line in lines.reversed() {
            for element in request.text(line).split(separator: ",", omittingEmptySubsequences: false).reversed() {
                hops += 1
                guard hops <= Self.maximumHops, let address = address(in: element) else { return known }
                known = address
                guard isTrusted(address) else { return known }
            }
        }
        return known
    }

    private func address(in element: Substring) -> IPAddress? {
        switch header {
        case .xForwardedFor:
            return Self.node(Self.trimmed(element))
        case .forwarded:
            for pair in element.split(separator: ";") {
                let sides = pair.split(separator: "=", maxSplits: 1)
                guard sides.count == 2, Self.trimmed(sides[0]).lowercased() == "for" else { continue }
                var value = Self.trimmed(sides[1])
                if value.hasPrefix("\""), value.hasSuffix("\""), value.utf8.count >= 2 {
                    value = value.dropFirst().dropLast()
                }
                return Self.node(value)
            }
            return nil
        }
    }

    /// `address`, `address:port`, `[address]` or `[address]:port` (RFC 7239 section 6).
    private static func node(_ text: Substring) -> IPAddress? {
        if text.hasPrefix("[") {
            guard let end = text.firstIndex(of: "]") else { return nil }
            let tail = text[text.index(after: end)...]
            guard tail.isEmpty || isPort(tail) else { return nil }
            return IPAddress(text[text.index(after: text.startIndex)..<end])
        }
        if let address = IPAddress(text) { return address }
        guard let colon = text.lastIndex(of: ":"), isPort(text[colon...]) else { return nil }
        guard let address = IPAddress(text[..<colon]), address.family == .v4 else { return nil }
        return address
    }

    private static func isPort(_ text: Substring) -> Bool {
        text.hasPrefix(":") && (2...6).contains(text.utf8.count)
            && text.utf8.dropFirst().allSatisfy { $0 >= 0x30 && $0 <= 0x39 }
    }

    private static func trimmed(_ text: Substring) -> Substring {
        var result = text.drop { $0 == " " || $0 == "\t" }
        while result.last == " " || result.last == "\t" { result.removeLast() }
        return result
    }
}
