/// An address of plain HTTP, taken apart.
struct HTTPAddress: Sendable, Equatable {
    let host: String
    let port: UInt16
    /// Path and query.
    let target: String

    /// - Parameter text: `http://HOST[:PORT][/TARGET]`.
    init(_ text: String) throws {
        guard text.hasPrefix("http://") else { throw HarnessError("no http address: \(text)") }
        let rest = text.dropFirst("http://".count)
        let authority = rest.prefix { $0 != "/" }
        let parts = authority.split(separator: ":", maxSplits: 1)
        guard let host = parts.first, let port = parts.count == 2 ? UInt16(parts[1]) : 80 else {
            throw HarnessError("no http address: \(text)")
        }
        self.host = String(host)
        self.port = port
        let target = rest.dropFirst(authority.count)
        self.target = target.isEmpty ? "/" : String(target)
    }

    init(host: String, port: UInt16, target: String) {
        self.host = host
        self.port = port
        self.target = target
    }

    var text: String { "http://\(host):\(port)\(target)" }

    /// RFC 3986, section 5, as far as playlists need it.
    func resolve(_ reference: String) throws -> HTTPAddress {
        if reference.hasPrefix("http://") { return try HTTPAddress(reference) }
        if reference.hasPrefix("/") { return HTTPAddress(host: host, port: port, target: reference) }
        let path = target.prefix { $0 != "?" }
        if reference.hasPrefix("?") { return HTTPAddress(host: host, port: port, target: path + reference) }
        let query = reference.drop { $0 != "?" }
        var folders = path.split(separator: "/", omittingEmptySubsequences: false).dropLast().map(String.init)
        for part in reference.dropLast(query.count).split(separator: "/", omittingEmptySubsequences: false) {
            switch part {
            case ".": break
            case "..": if folders.count > 1 { folders.removeLast() }
            default: folders.append(String(part))
            }
        }
        return HTTPAddress(host: host, port: port, target: folders.joined(separator: "/") + query)
    }
}
