/// The addresses of images as clients see them.
struct ImageLinks: Sendable {
    /// Of the streaming servers, without a slash at its end.
    let publicURL: String

    /// Images of the platform's own are stored without a host, which may change; all others are given out as they are
    /// stored, the literal text `{TMDB_BASE_PATH}` included.
    func json(_ stored: String?) -> JSON {
        .text(stored.map { $0.hasPrefix("/") ? publicURL + $0 : $0 })
    }
}
