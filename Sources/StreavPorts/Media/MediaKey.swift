/// The form of a ``MediaStore`` key: `movies/2024/film.mp4`. One rule for every store, so that a key is legal
/// everywhere or nowhere.
///
/// Components separated by single slashes, none of them empty, `.` or `..` or hidden (beginning with a dot); no
/// backslash, no control characters; at most ``MediaStoreLimits/keyBytes``, each component at most 255 bytes.
public enum MediaKey {
    /// The most components of a key.
    public static let depth = 32
    /// The longest component, in UTF-8 bytes (NAME_MAX of Linux).
    public static let componentBytes = 255

    /// The components of a legal key; `invalidKey` says what is wrong with another, without repeating it.
    public static func components(of key: String) throws(MediaStoreError) -> [String] {
        guard !key.isEmpty, key.utf8.count <= MediaStoreLimits.keyBytes else {
            throw MediaStoreError(.invalidKey, "a key has 1 to \(MediaStoreLimits.keyBytes) bytes")
        }
        let components = key.utf8.split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false)
        guard components.count <= depth else {
            throw MediaStoreError(.invalidKey, "a key has at most \(depth) components")
        }
        guard components.allSatisfy({ isLegalComponent($0) }) else {
            throw MediaStoreError(
                .invalidKey, "a key's components are not empty, hidden or climbing, without \\ and control characters")
        }
        return components.map { String(Substring($0)) }
    }

    /// True for a name that may be a component of a key.
    public static func isLegalComponent(_ name: some Collection<UInt8>) -> Bool {
        guard let first = name.first, first != UInt8(ascii: "."), name.count <= componentBytes else { return false }
        return name.allSatisfy { byte in
            byte >= 0x20 && byte != 0x7F && byte != UInt8(ascii: "\\") && byte != UInt8(ascii: "/")
        }
    }
}
