public import NIOCore
public import StreavPorts

/// Several media stores as one: the first component of a key says which, the rest is the key in it.
public struct MountedMediaStore: MediaStore {
    private let stores: [String: any MediaStore]

    /// - Parameter stores: By the name under which each is found, one legal component of a key.
    public init(_ stores: [String: any MediaStore]) {
        precondition(
            stores.keys.allSatisfy { MediaKey.isLegalComponent($0.utf8) }, "a mount is named by one component of a key")
        self.stores = stores
    }

    public func file(forKey key: String) async throws(MediaStoreError) -> MediaFile? {
        guard let (store, rest) = try resolve(key) else { return nil }
        return try await store.file(forKey: rest).map { $0.renamed(key) }
    }

    public func open(_ key: String) async throws(MediaStoreError) -> MediaHandle? {
        guard let (store, rest) = try resolve(key) else { return nil }
        return try await store.open(rest)
    }

    public func read(
        _ range: Range<Int64>, ofKey key: String, version: String
    ) async throws(MediaStoreError) -> ByteBuffer {
        guard let (store, rest) = try resolve(key) else {
            throw MediaStoreError(.notFound, "there is no media file by that key")
        }
        return try await store.read(range, ofKey: rest, version: version)
    }

    public func keys(after key: String?, limit: Int) async throws(MediaStoreError) -> [String] {
        var keys: [String] = []
        // A slash sorts before every byte of a legal name but those below it: names are compared as keys are.
        for (name, store) in stores.sorted(by: { ($0.key + "/").utf8.lexicographicallyPrecedes(($1.key + "/").utf8) }) {
            let prefix = name + "/"
            var rest: String?
            if let key {
                if key.utf8.starts(with: prefix.utf8) {
                    rest = String(key.dropFirst(prefix.count))
                } else if !key.utf8.lexicographicallyPrecedes(prefix.utf8) {
                    continue
                }
            }
            guard keys.count < limit else { break }
            keys += try await store.keys(after: rest, limit: limit - keys.count).map { prefix + $0 }
        }
        return keys
    }

    /// Nil where nothing is mounted.
    private func resolve(_ key: String) throws(MediaStoreError) -> (any MediaStore, String)? {
        let components = try MediaKey.components(of: key)
        guard components.count > 1, let store = stores[components[0]] else { return nil }
        return (store, components.dropFirst().joined(separator: "/"))
    }
}

extension MediaFile {
    fileprivate func renamed(_ key: String) -> MediaFile {
        MediaFile(key: key, size: size, modified: modified, version: version)
    }
}
