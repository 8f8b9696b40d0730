public import StreavDomain
internal import StreavSQL

extension ActivityTable {
    /// What the log is narrowed to; nil leaves it as it is.
    public struct Filter: Hashable, Sendable {
        /// Part of the name of who did it or of what it was done to. Case does not count for ASCII letters.
        public var text: String?
        public var action: String?
        public var resource: String?
        public var resourceID: String?
        public var actorKind: Actor.Kind?
        public var actorID: Int32?
        /// From this moment on.
        public var since: Timestamp?
        /// Before this moment.
        public var until: Timestamp?

        public init(
            text: String? = nil, action: String? = nil, resource: String? = nil, resourceID: String? = nil,
            actorKind: Actor.Kind? = nil, actorID: Int32? = nil, since: Timestamp? = nil, until: Timestamp? = nil
        ) {
            self.text = text
            self.action = action
            self.resource = resource
            self.resourceID = resourceID
            self.actorKind = actorKind
            self.actorID = actorID
            self.since = since
            self.until = until
        }
    }

    /// The latest first unless `descending` is false.
    public func list(_ filter: Filter, descending: Bool = true, _ slice: ListSlice) throws -> ListPage<ActivityEntry> {
        var conditions: [SQL] = []
        if let text = filter.text {
            let pattern = FoldedText.pattern(containing: text)
            conditions.append(
                """
                (lower(actor_name) LIKE \(pattern) ESCAPE '\\' OR lower(resource_name) LIKE \(pattern) ESCAPE '\\')
                """)
        }
        if let action = filter.action { conditions.append("action = \(action)") }
        if let resource = filter.resource { conditions.append("resource = \(resource)") }
        if let id = filter.resourceID { conditions.append("resource_id = \(id)") }
        if let kind = filter.actorKind { conditions.append("actor_kind = \(kind)") }
        if let id = filter.actorID { conditions.append("actor_id = \(id)") }
        if let since = filter.since { conditions.append("occurred_at >= \(since)") }
        if let until = filter.until { conditions.append("occurred_at < \(until)") }
        return try connection.list(
            Self.columns, from: "activity", where: conditions, order: descending ? "sequence DESC" : "sequence", slice,
            Self.entry)
    }

    public func find(_ sequence: Int64) throws -> ActivityEntry? {
        try connection.fetchOne("SELECT \(Self.columns) FROM activity WHERE sequence = \(sequence)", Self.entry)
    }

    /// The actions and the kinds of resource that stand in the log, each once, by name, at most `limit` of each.
    public func vocabulary(limit: Int) throws -> (actions: [String], resources: [String]) {
        (
            try connection.fetchColumn("SELECT DISTINCT action FROM activity ORDER BY action LIMIT \(limit)"),
            try connection.fetchColumn("SELECT DISTINCT resource FROM activity ORDER BY resource LIMIT \(limit)")
        )
    }
}
