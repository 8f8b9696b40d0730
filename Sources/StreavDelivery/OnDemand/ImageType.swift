/// Pictures that are served, by the end of their name. Nothing that a browser would run is one.
enum ImageType {
    private static let types = [
        "jpg": "image/jpeg", "jpeg": "image/jpeg", "png": "image/png", "webp": "image/webp", "avif": "image/avif",
    ]

    /// Nil when it is none.
    static func contentType(ofKey key: String) -> String? {
        key.lastIndex(of: ".").flatMap { types[key[key.index(after: $0)...].lowercased()] }
    }
}
