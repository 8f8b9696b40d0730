public import NIOCore
public import StreavPorts

/// One media store before another: what the first does not have is the second's.
public struct LayeredMediaStore: MediaStore {
    private let first: any MediaStore
    private let second: any MediaStore

    public init(_ first: any MediaStore, before second: any MediaStore) {
        self.first = first
        self.second = second
    }

    public func file(forKey key: String) async throws(MediaStoreError) -> MediaFile? {
        if let file = try await first.file(forKey: key) { return file }
        return try await second.file(forKey: key)
    }

    public func open(_ key: String) async throws(MediaStoreError) -> MediaHandle? {
        if let handle = try await first.open(key) { return handle }
        return try await second.open(key)
    }

    public func read(
        _ range: Range<Int64>, ofKey key: String, version: String
    ) async throws(MediaStoreError) -> ByteBuffer {
        let isFirst = try await first.file(forKey: key) != nil
        return try await (isFirst ? first : second).read(range, ofKey: key, version: version)
    }

    public func keys(after key: String?, limit: Int) async throws(MediaStoreError) -> [String] {
        let both = try await first.keys(after: key, limit: limit) + second.keys(after: key, limit: limit)
        return Array(Set(both).sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }.prefix(limit))
    }
}
