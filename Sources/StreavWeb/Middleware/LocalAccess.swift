public import HTTPTypes
public import NIOCore

/// Decides whether a request comes from this very machine, by a person's own browser.
///
/// Three questions, since one is not enough: the peer's address is a loopback address; the host that the browser
/// believes to speak to is a local name (otherwise a foreign page whose name was bound anew to 127.0.0.1 could read the
/// answer); and no proxy stands in between (through one on this machine, everybody would look local).
public struct LocalAccess: Sendable, Equatable {
    /// Why a request is refused; each a sentence for the person who reads it.
    public enum Refusal: String, Sendable, CaseIterable {
        case peer = "This page shows credentials, so it answers only on the machine that it runs on."
        case host = "This page answers only under a local name, such as http://localhost."
        case proxy = "This page shows credentials, so it does not answer through a proxy."
    }

    private let hosts: Set<String>

    /// - Parameter hosts: Further host names, without a port, that lead to this machine by the operator's own word.
    public init(hosts: [String] = []) {
        self.hosts = Set(hosts.map { $0.lowercased() }).union(["localhost", "127.0.0.1", "[::1]"])
    }

    /// Nil when the request may be answered.
    public func refusal(of request: HTTPRequest, from peer: SocketAddress?) -> Refusal? {
        guard let peer, Self.isLoopback(peer) else { return .peer }
        if Self.forwarding.contains(where: { request.headerFields.contains($0) }) { return .proxy }
        guard let authority = request.authority, let host = Self.host(of: authority), hosts.contains(host) else {
            return .host
        }
        return nil
    }

    private static let forwarding = ["Forwarded", "Via", "X-Forwarded-For", "X-Forwarded-Host", "X-Real-IP"]
        .compactMap { HTTPField.Name($0) }

    /// The host of `host[:port]`, lower case; an IPv6 address keeps its brackets. Nil when it is neither.
    static func host(of authority: String) -> String? {
        let text = authority.lowercased()
        let host: Substring
        let rest: Substring
        if text.hasPrefix("[") {
            guard let end = text.firstIndex(of: "]") else { return nil }
            host = text[...end]
            rest = text[text.index(after: end)...]
        } else {
            host = text.prefix { $0 != ":" }
            rest = text[host.endIndex...]
        }
        guard rest.isEmpty || (rest.first == ":" && rest.dropFirst().utf8.allSatisfy(isDigit)) else { return nil }
        return String(host)
    }

    private static func isDigit(_ byte: UInt8) -> Bool {
        (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
    }

    /// 127.0.0.0/8, ::1, and the former mapped into IPv6.
    static func isLoopback(_ address: SocketAddress) -> Bool {
        guard let text = address.ipAddress?.lowercased() else { return false }
        switch address {
        case .v4: return text.hasPrefix("127.")
        case .v6: return text == "::1" || text.hasPrefix("::ffff:127.")
        case .unixDomainSocket: return false
        }
    }
}
