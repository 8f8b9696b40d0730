public import StreavDomain
internal import StreavSQL

extension OAuthApplicationTable {
    /// What a list is narrowed to; nil leaves it as it is.
    public struct Filter: Hashable, Sendable {
        /// Part of the name or the client id. Case does not count for ASCII letters.
        public var text: String?
        public var isDisabled: Bool?

        public init(text: String? = nil, isDisabled: Bool? = nil) {
            self.text = text
            self.isDisabled = isDisabled
        }
    }

    public enum Order: String, CaseIterable, Hashable, Sendable {
        case name
        case status
        case lastUsed = "last-used"
        case created
    }

    public func list(
        _ filter: Filter, order: Order, descending: Bool, _ slice: ListSlice
    ) throws -> ListPage<OAuthApplication> {
        var conditions: [SQL] = []
        if let text = filter.text {
            let pattern = FoldedText.pattern(containing: text)
            conditions.append(
                "(lower(name) LIKE \(pattern) ESCAPE '\\' OR lower(client_id) LIKE \(pattern) ESCAPE '\\')")
        }
        if let isDisabled = filter.isDisabled { conditions.append("is_disabled = \(isDisabled)") }
        let ids: ListPage<OAuthApplicationID> = try connection.list(
            "id", from: "oauth_applications", where: conditions, order: Self.sql(order, descending), slice
        ) { try $0["id"] }
        // Of a page, one after the other: there are few applications.
        return ListPage(total: ids.total, entries: try ids.entries.compactMap { try find($0) })
    }

    private static func sql(_ order: Order, _ descending: Bool) -> SQL {
        switch (order, descending) {
        case (.name, false): "name, id"
        case (.name, true): "name DESC, id DESC"
        case (.status, false): "is_disabled, name, id"
        case (.status, true): "is_disabled DESC, name, id"
        case (.lastUsed, false): "last_used_at NULLS LAST, id"
        case (.lastUsed, true): "last_used_at DESC NULLS LAST, id"
        case (.created, false): "created_at, id"
        case (.created, true): "created_at DESC, id"
        }
    }
}
