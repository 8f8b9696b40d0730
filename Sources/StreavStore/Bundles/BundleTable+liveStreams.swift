public import StreavDomain
internal import StreavSQL

extension BundleTable {
    /// The bundles that a live stream is in, by name; at most `limit`.
    public func names(with stream: LiveStreamID, limit: Int) throws -> [(id: BundleID, name: String)] {
        try connection.fetch(
            """
            SELECT b.id, b.name FROM bundle_live_streams m JOIN bundles b ON b.id = m.bundle_id
            WHERE m.live_stream_id = \(stream) ORDER BY b.name_folded, b.id LIMIT \(limit)
            """
        ) { (id: try $0["id"], name: try $0["name"]) }
    }

    /// All bundles by name, at most `limit`.
    public func names(limit: Int) throws -> [(id: BundleID, name: String)] {
        try connection.fetch("SELECT id, name FROM bundles ORDER BY name_folded, id LIMIT \(limit)") {
            (id: try $0["id"], name: try $0["name"])
        }
    }
}
