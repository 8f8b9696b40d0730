public import StreavDomain

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
