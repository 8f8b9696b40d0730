public import NIOCore

/// On-demand files by key. Keys cannot climb: they name what lies below the store's root, nothing else. A key that is
/// not legal (``MediaKey``) is `invalidKey`; links are never followed.
public protocol MediaStore: Sendable {
    /// Facts of one file, or nil when there is none by that key.
    func file(forKey key: String) async throws(MediaStoreError) -> MediaFile?

    /// The file, open for sending; nil when there is none by that key.
    func open(_ key: String) async throws(MediaStoreError) -> MediaHandle?

    /// The file, open for sending wherever it lies: a store of this machine alone has it here or not at all.
    func opened(_ key: String) async throws(MediaStoreError) -> OpenedMedia?

    /// Exactly `range` of the file, which must lie within it. At most ``MediaStoreLimits/readBytes`` at a time.
    /// `version` is that of ``MediaFile``: a file that changed since is `changed`.
    func read(_ range: Range<Int64>, ofKey key: String, version: String) async throws(MediaStoreError) -> ByteBuffer

    /// Legal keys in the order of their UTF-8 bytes, those after `key` (nil: from the first; it need not exist), at
    /// most `limit` (1 to ``MediaStoreLimits/listedKeys``).
    func keys(after key: String?, limit: Int) async throws(MediaStoreError) -> [String]
}

extension MediaStore {
    public func opened(_ key: String) async throws(MediaStoreError) -> OpenedMedia? {
        try await open(key).map { .here($0) }
    }
}
