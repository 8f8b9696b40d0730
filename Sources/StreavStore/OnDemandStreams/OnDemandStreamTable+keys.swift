public import StreavDomain
internal import StreavSQL

extension OnDemandStreamTable {
    /// Where a stream's file lies.
    public struct Located: Hashable, Sendable {
        public let id: OnDemandStreamID
        public let name: String
        public let mediaKey: String
    }

    /// Streams after an id, in the order of ids.
    public func located(after id: OnDemandStreamID?, limit: Int) throws -> [Located] {
        try connection.fetch(
            """
            SELECT id, name, media_key FROM on_demand_streams WHERE id > \(id?.rawValue ?? 0) ORDER BY id LIMIT \(limit)
            """
        ) { row in
            Located(id: try row["id"], name: try row["name"], mediaKey: try row["media_key"])
        }
    }
}
