public import NIOCore
public import StreavDomain

/// On-demand files by key. Keys cannot climb: they name what lies below the store's root, nothing else.
public protocol MediaStore: Sendable {
    /// Facts of one file, or nil when there is none by that key.
    func file(forKey key: String) async throws(MediaStoreError) -> MediaFile?

    /// Exactly `range` of the file, which must lie within it. At most ``MediaStoreLimits/readBytes`` at a time.
    /// `version` is that of ``MediaFile``: a file that changed since is `changed`.
    func read(_ range: Range<Int64>, ofKey key: String, version: String) async throws(MediaStoreError) -> ByteBuffer

    /// Keys in order, those after `key` (nil: from the first), at most `limit` (1 to 1 000).
    func keys(after key: String?, limit: Int) async throws(MediaStoreError) -> [String]
}

/// One file of a media store.
public struct MediaFile: Sendable, Equatable {
    public let key: String
    /// Bytes.
    public let size: Int64
    public let modified: Timestamp
    /// Changes whenever the content may have changed; fit for a strong ETag.
    public let version: String

    public init(key: String, size: Int64, modified: Timestamp, version: String) {
        self.key = key
        self.size = size
        self.modified = modified
        self.version = version
    }
}

public enum MediaStoreLimits {
    /// The longest key, in UTF-8 bytes.
    public static let keyBytes = 1024
    /// The most one read returns.
    public static let readBytes: Int64 = 8 << 20
}

public struct MediaStoreError: Error, Sendable, CustomStringConvertible {
    public enum Code: String, Sendable {
        /// Not a legal key: empty, absolute, climbing, with NUL or a backslash.
        case invalidKey
        case notFound
        /// The file is not the version asked for.
        case changed
        case invalidRange
        /// The store cannot be read now.
        case unavailable
    }

    public let code: Code
    public let message: String

    public init(_ code: Code, _ message: String) {
        self.code = code
        self.message = message
    }

    public var description: String { "media store \(code.rawValue): \(message)" }
}
