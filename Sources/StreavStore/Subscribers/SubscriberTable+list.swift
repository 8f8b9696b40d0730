public import StreavDomain
internal import StreavSQL

extension SubscriberTable {
    /// How a subscription's end is placed at a moment.
    public enum Expiry: Hashable, Sendable {
        /// It has passed.
        case expired
        /// It has not passed, and will before the moment.
        case before(Timestamp)
        /// It has not passed, or there is none.
        case running
        case unlimited
    }

    /// What a list is narrowed to; nil leaves it as it is.
    public struct Filter: Hashable, Sendable {
        /// Part of the username or the e-mail address, ignoring case.
        public var text: String?
        public var status: SubscriberStatus?
        public var expiry: Expiry?
        public var isTrial: Bool?
        public var bundle: BundleID?
        public var owner: UserID?
        /// What ``expiry`` is judged by.
        public var now: Timestamp

        public init(
            text: String? = nil, status: SubscriberStatus? = nil, expiry: Expiry? = nil, isTrial: Bool? = nil,
            bundle: BundleID? = nil, owner: UserID? = nil, now: Timestamp = Timestamp(milliseconds: 0)
        ) {
            self.text = text
            self.status = status
            self.expiry = expiry
            self.isTrial = isTrial
            self.bundle = bundle
            self.owner = owner
            self.now = now
        }
    }

    public enum Order: String, CaseIterable, Hashable, Sendable {
        case username
        case email
        case status
        case expires
        case connections
        case owner
        case created
    }

    /// A subscriber in a list.
    public struct Listed: Sendable {
        /// Without its lists.
        public let subscriber: Subscriber
        /// The name of who looks after it.
        public let owner: String?
        public let bundleCount: Int
    }

    public func list(
        _ filter: Filter, order: Order, descending: Bool, _ slice: ListSlice
    ) throws -> ListPage<Listed> {
        try connection.list(
            """
            \(Self.columns), (SELECT u.username FROM users u WHERE u.id = owner_id) AS owner_name,
            (SELECT count(*) FROM subscriber_bundles b WHERE b.subscriber_id = subscribers.id) AS bundle_count
            """,
            from: "subscribers", where: Self.conditions(filter), order: Self.sql(order, descending), slice
        ) { row in
            Listed(
                subscriber: try Self.subscriber(row), owner: try row["owner_name"],
                bundleCount: try row["bundle_count"])
        }
    }

    /// Those of `ids` that are there, with all their lists, by username.
    public func find(_ ids: [SubscriberID]) throws -> [Subscriber] {
        try ids.compactMap { try find($0) }.sorted {
            Username.folded($0.details.username) < Username.folded($1.details.username)
        }
    }

    private static func conditions(_ filter: Filter) -> [SQL] {
        var conditions: [SQL] = []
        if let text = filter.text {
            let pattern = FoldedText.pattern(containing: text)
            conditions.append(
                "(username_folded LIKE \(pattern) ESCAPE '\\' OR email_folded LIKE \(pattern) ESCAPE '\\')")
        }
        if let status = filter.status { conditions.append("status = \(status)") }
        switch filter.expiry {
        case nil: break
        case .expired: conditions.append("expires_at <= \(filter.now)")
        case .before(let end): conditions.append("expires_at > \(filter.now) AND expires_at <= \(end)")
        case .running: conditions.append("(expires_at IS NULL OR expires_at > \(filter.now))")
        case .unlimited: conditions.append("expires_at IS NULL")
        }
        if let isTrial = filter.isTrial { conditions.append("is_trial = \(isTrial)") }
        if let bundle = filter.bundle {
            conditions.append("id IN (SELECT subscriber_id FROM subscriber_bundles WHERE bundle_id = \(bundle))")
        }
        if let owner = filter.owner { conditions.append("owner_id = \(owner)") }
        return conditions
    }

    private static func sql(_ order: Order, _ descending: Bool) -> SQL {
        switch (order, descending) {
        case (.username, false): "username_folded"
        case (.username, true): "username_folded DESC"
        case (.email, false): "email_folded NULLS LAST, id"
        case (.email, true): "email_folded DESC NULLS LAST, id"
        case (.status, false): "status, id"
        case (.status, true): "status DESC, id"
        case (.expires, false): "expires_at NULLS LAST, id"
        case (.expires, true): "expires_at DESC NULLS LAST, id"
        case (.connections, false): "max_connections, id"
        case (.connections, true): "max_connections DESC, id"
        case (.owner, false): "owner_name NULLS LAST, id"
        case (.owner, true): "owner_name DESC NULLS LAST, id"
        case (.created, false): "created_at, id"
        case (.created, true): "created_at DESC, id"
        }
    }
}
