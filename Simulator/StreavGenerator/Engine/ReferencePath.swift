/// Addresses in playlists, as paths on the server that they came from.
enum ReferencePath {
    /// RFC 3986 section 5.2, for http addresses of the same server: another server's is nil.
    ///
    /// - Parameter base: The path of the playlist, with its query.
    static func resolve(_ reference: String, against base: String, authority: String) -> String? {
        if reference.isEmpty { return base }
        for scheme in ["http://", "https://"] where reference.hasPrefix(scheme) {
            let rest = reference.dropFirst(scheme.count)
            guard scheme == "http://", rest.hasPrefix(authority) else { return nil }
            let path = rest.dropFirst(authority.count)
            return path.isEmpty ? "/" : path.first == "/" ? String(path) : nil
        }
        if reference.hasPrefix("//") { return nil }
        if reference.hasPrefix("/") { return reference }
        let path = base.prefix { $0 != "?" && $0 != "#" }
        guard let slash = path.lastIndex(of: "/") else { return nil }
        return String(path[...slash]) + reference
    }
}
