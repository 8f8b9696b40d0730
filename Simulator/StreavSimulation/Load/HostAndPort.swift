/// The authority of an http address.
struct HostAndPort: Sendable, Equatable {
    var host: String
    var port: Int

    /// Nil unless the text is `http://HOST:PORT`, perhaps with a slash at its end.
    init?(_ text: String) {
        guard text.hasPrefix("http://") else { return nil }
        var rest = text.dropFirst(7)
        if rest.hasSuffix("/") { rest.removeLast() }
        guard let colon = rest.lastIndex(of: ":"), let port = Int(rest[rest.index(after: colon)...]),
            (1...65_535).contains(port), colon != rest.startIndex, !rest[..<colon].contains("/")
        else { return nil }
        host = String(rest[..<colon])
        self.port = port
    }
}
