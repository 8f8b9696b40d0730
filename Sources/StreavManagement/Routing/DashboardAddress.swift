import HTTPTypes
import NIOCore
import StreavDomain
import StreavWeb

/// Under which address browsers reach the dashboard, and what follows from it: the origin that forms must come from,
/// the kind of cookies, and who is told apart behind which proxy.
struct DashboardAddress: Sendable {
    /// Scheme, host and port; nil: this machine alone, under any local name.
    let origin: String?
    let proxies: [IPNetwork]
    private let local = LocalAccess()
    /// Entries of a proxy's list that are looked at, from its end.
    private static let maximumHops = 16

    init(publicURL: String?, proxies: [IPNetwork]) {
        origin = publicURL.map(Self.origin(of:))
        self.proxies = proxies
    }

    /// Over TLS, as far as the browser is concerned.
    var isSecure: Bool { origin?.hasPrefix("https://") ?? false }

    /// Why a request cannot be answered at all; nil when it can. Without an address of its own the dashboard is for
    /// this machine: a password must not go over a network in the clear.
    func refusal(of request: HTTPRequest, from peer: SocketAddress?) -> LocalAccess.Refusal? {
        origin == nil ? local.refusal(of: request, from: peer) : nil
    }

    /// The browser and this process are on one machine, with nothing between them.
    func isLocal(_ request: HTTPRequest, from peer: SocketAddress?) -> Bool {
        local.refusal(of: request, from: peer) == nil
    }

    /// Whether a form comes from a page of this dashboard. A browser that says nothing is judged by the token alone.
    func isOwn(_ request: HTTPRequest) -> Bool {
        if let site = request.headerFields[.fetchSite], site != "same-origin" { return false }
        guard let given = request.headerFields[.origin] else { return true }
        if let origin { return given == origin }
        guard let authority = request.authority else { return false }
        return given == "http://\(authority)"
    }

    /// Whose request it is: the peer's, or the one that a trusted proxy names.
    func client(of request: HTTPRequest, peer: SocketAddress?) -> String? {
        guard let text = peer?.ipAddress, var known = IPAddress(text) else { return peer?.ipAddress }
        guard !proxies.isEmpty else { return known.description }
        let entries = request.headerFields[values: .forwardedFor].joined(separator: ",").split(separator: ",")
        for entry in entries.suffix(Self.maximumHops).reversed() {
            guard proxies.contains(where: { $0.contains(known) }),
                let address = IPAddress(entry.drop { $0 == " " }.prefix { $0 != " " })
            else { break }
            known = address
        }
        return known.description
    }

    private static func origin(of url: String) -> String {
        let lowered = url.lowercased()
        guard let scheme = ["https://", "http://"].first(where: lowered.hasPrefix) else { return lowered }
        let authority = lowered.dropFirst(scheme.count).prefix { $0 != "/" }
        let port = scheme == "https://" ? ":443" : ":80"
        return scheme + (authority.hasSuffix(port) ? authority.dropLast(port.count) : authority)
    }
}

extension HTTPField.Name {
    static let fetchSite = Self("Sec-Fetch-Site")!
    static let forwardedFor = Self("X-Forwarded-For")!
}
