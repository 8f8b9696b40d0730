import NIOHTTP1

/// Where an answer sends a client.
struct RedirectTarget: Sendable, Equatable {
    var host: String
    var port: Int
    /// Path and query.
    var target: String

    /// Answers that send on are followed so often; a browser's usual bound is 20, and no platform needs more than two.
    static let limit = 5

    /// Nil for an answer that sends nobody anywhere; a failure where it is none that can be followed.
    static func of(_ response: LoadResponse) -> Result<RedirectTarget, TransferFailure>? {
        guard [301, 302, 303, 307, 308].contains(response.status),
            let location = response.headers.first(name: "Location")
        else { return nil }
        guard let parsed = RedirectTarget(location) else {
            return .failure(.malformed("a redirect to what is no http address"))
        }
        return .success(parsed)
    }

    /// `http://HOST:PORT/…`; 80 where there is no port.
    init?(_ location: String) {
        guard location.hasPrefix("http://") else { return nil }
        let rest = location.dropFirst("http://".count)
        guard let slash = rest.firstIndex(of: "/") else { return nil }
        let authority = rest[..<slash]
        target = String(rest[slash...])
        if let colon = authority.lastIndex(of: ":"), !authority.hasSuffix("]") {
            guard let number = Int(authority[authority.index(after: colon)...]), (1...65_535).contains(number) else {
                return nil
            }
            (host, port) = (String(authority[..<colon]), number)
        } else {
            (host, port) = (String(authority), 80)
        }
        guard !host.isEmpty else { return nil }
    }
}
