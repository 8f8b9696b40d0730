public import StreavDomain
internal import StreavSQL

extension UserTable {
    /// What a list is narrowed to; nil leaves it as it is.
    public struct Filter: Hashable, Sendable {
        /// Part of the username or the e-mail address, ignoring case.
        public var text: String?
        public var role: UserRole?
        public var isDisabled: Bool?

        public init(text: String? = nil, role: UserRole? = nil, isDisabled: Bool? = nil) {
            self.text = text
            self.role = role
            self.isDisabled = isDisabled
        }
    }

    public enum Order: String, CaseIterable, Hashable, Sendable {
        case username
        case email
        case role
        case status
        case lastSignedIn = "last-signed-in"
        case created
    }

    /// A user in a list.
    public struct Listed: Hashable, Sendable {
        public let user: User
        public let hasSecondFactor: Bool
    }

    public func list(
        _ filter: Filter, order: Order, descending: Bool, _ slice: ListSlice
    ) throws -> ListPage<Listed> {
        var conditions: [SQL] = []
        if let text = filter.text {
            let pattern = FoldedText.pattern(containing: text)
            conditions.append(
                "(username_folded LIKE \(pattern) ESCAPE '\\' OR lower(email) LIKE \(pattern) ESCAPE '\\')")
        }
        if let role = filter.role { conditions.append("role = \(role)") }
        if let isDisabled = filter.isDisabled { conditions.append("is_disabled = \(isDisabled)") }
        return try connection.list(
            "\(Self.columns), CASE WHEN totp_secret_sealed IS NULL THEN 0 ELSE 1 END AS has_second_factor",
            from: "users", where: conditions, order: Self.sql(order, descending), slice
        ) { row in
            Listed(user: try Self.user(row), hasSecondFactor: try row["has_second_factor"])
        }
    }

    /// Those of `ids` that are there, by username.
    public func find(_ ids: [UserID]) throws -> [User] {
        try connection.fetch(
            "SELECT \(Self.columns) FROM users WHERE id IN (\(values: ids)) ORDER BY username_folded", Self.user)
    }

    private static func sql(_ order: Order, _ descending: Bool) -> SQL {
        switch (order, descending) {
        case (.username, false): "username_folded"
        case (.username, true): "username_folded DESC"
        case (.email, false): "email NULLS LAST, id"
        case (.email, true): "email DESC NULLS LAST, id"
        case (.role, false): "role, username_folded"
        case (.role, true): "role DESC, username_folded"
        case (.status, false): "is_disabled, username_folded"
        case (.status, true): "is_disabled DESC, username_folded"
        case (.lastSignedIn, false): "last_signed_in_at NULLS LAST, id"
        case (.lastSignedIn, true): "last_signed_in_at DESC NULLS LAST, id"
        case (.created, false): "created_at, id"
        case (.created, true): "created_at DESC, id"
        }
    }
}
