public import StreavDomain
internal import StreavSQL

extension CatalogueQueries {
    /// Which subscribers are asked for. Nil: whatever it is.
    public struct SubscriberFilter: Sendable {
        /// A part, ignoring case.
        public var username: String?
        /// A part, ignoring case.
        public var email: String?
        /// The keyed hash of the whole token.
        public var accessTokenHash: [UInt8]?
        public var status: SubscriberStatus?
        /// True: the expiry has passed; false: it has not, or there is none.
        public var isExpired: Bool?

        public init(
            username: String? = nil, email: String? = nil, accessTokenHash: [UInt8]? = nil,
            status: SubscriberStatus? = nil, isExpired: Bool? = nil
        ) {
            self.username = username
            self.email = email
            self.accessTokenHash = accessTokenHash
            self.status = status
            self.isExpired = isExpired
        }
    }

    public enum SubscriberOrder: Sendable {
        case id, username, usernameDescending, expiresAt, expiresAtDescending

        fileprivate var sql: SQL {
            switch self {
            case .id: "id"
            case .username: "username_folded, id"
            case .usernameDescending: "username_folded DESC, id"
            case .expiresAt: "expires_at ASC NULLS LAST, id"
            case .expiresAtDescending: "expires_at DESC NULLS LAST, id"
            }
        }
    }

    public enum SubscriberInclude: Hashable, Sendable {
        case bundles, addresses, userAgents, countries
    }

    /// A subscriber in a list.
    public struct ListedSubscriber: Sendable {
        /// Its lists are there when they were included.
        public var subscriber: Subscriber
        /// The access token, sealed.
        public let sealedToken: [UInt8]
        /// When included, in order of priority.
        public var bundles: [Named] = []
    }

    public func subscribers(
        _ filter: SubscriberFilter, order: SubscriberOrder, including include: Set<SubscriberInclude>, now: Timestamp,
        _ slice: Slice
    ) throws -> Page<ListedSubscriber> {
        var conditions = Self.contains("username_folded", filter.username)
        conditions += Self.contains("email_folded", filter.email)
        if let hash = filter.accessTokenHash { conditions.append("access_token_hash = \(hash)") }
        if let status = filter.status { conditions.append("status = \(status)") }
        if let isExpired = filter.isExpired {
            conditions.append(isExpired ? "expires_at <= \(now)" : "(expires_at IS NULL OR expires_at > \(now))")
        }
        let page = try page(
            "\(SubscriberTable.columns), access_token_sealed", from: "subscribers", where: conditions,
            order: order.sql, slice
        ) { row in
            ListedSubscriber(
                subscriber: try SubscriberTable.subscriber(row), sealedToken: try row["access_token_sealed"])
        }
        return Page(total: page.total, entries: try adding(include, to: page.entries))
    }

    private func adding(
        _ include: Set<SubscriberInclude>, to entries: [ListedSubscriber]
    ) throws -> [ListedSubscriber] {
        guard !entries.isEmpty, !include.isEmpty else { return entries }
        let ids = entries.map(\.subscriber.id)
        func texts(_ which: SubscriberInclude, _ table: SQL, _ column: SQL) throws -> [Int32: [String]] {
            guard include.contains(which) else { return [:] }
            return try grouped(
                """
                SELECT subscriber_id AS owner, \(column) AS entry FROM \(table)
                WHERE subscriber_id IN (\(values: ids)) ORDER BY position
                """
            ) { try $0["entry"] }
        }
        let bundles = include.contains(.bundles) ? try bundles(of: ids) : [:]
        let addresses = try texts(.addresses, "subscriber_addresses", "address")
        let userAgents = try texts(.userAgents, "subscriber_user_agents", "user_agent")
        let countries = try texts(.countries, "subscriber_countries", "country")
        return entries.map { entry in
            var entry = entry
            let id = entry.subscriber.id.rawValue
            entry.bundles = bundles[id] ?? []
            entry.subscriber.details.addresses = addresses[id] ?? []
            entry.subscriber.details.userAgents = userAgents[id] ?? []
            entry.subscriber.details.countries = countries[id] ?? []
            return entry
        }
    }

    private func bundles(of ids: [SubscriberID]) throws -> [Int32: [Named]] {
        try grouped(
            """
            SELECT s.subscriber_id AS owner, b.id AS id, b.name AS name
            FROM subscriber_bundles s JOIN bundles b ON b.id = s.bundle_id
            WHERE s.subscriber_id IN (\(values: ids)) ORDER BY s.position, b.id
            """, Self.named)
    }
}
