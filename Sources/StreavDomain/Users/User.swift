/// Somebody who works with the dashboard.
public struct User: Hashable, Sendable {
    public let id: UserID
    public var details: UserDetails
    public let lastSignedInAt: Timestamp?
    public let createdAt: Timestamp
    public let updatedAt: Timestamp
    public let revision: Int64

    public init(
        id: UserID, details: UserDetails, lastSignedInAt: Timestamp?, createdAt: Timestamp, updatedAt: Timestamp,
        revision: Int64
    ) {
        self.id = id
        self.details = details
        self.lastSignedInAt = lastSignedInAt
        self.createdAt = createdAt
        self.updatedAt = updatedAt
        self.revision = revision
    }
}

/// What an administrator sets of a user; the password goes its own way.
public struct UserDetails: Hashable, Sendable, Codable {
    /// Unique ignoring case.
    public var username: String
    public var email: String?
    public var role: UserRole
    public var isDisabled: Bool

    public init(username: String, email: String? = nil, role: UserRole, isDisabled: Bool = false) {
        self.username = username
        self.email = email
        self.role = role
        self.isDisabled = isDisabled
    }

    public func validated() throws(InvalidInput) -> UserDetails {
        var problems = InvalidInput()
        problems.require(
            Username.isValid(username), "username", "must be 1 to 64 letters, digits or . _ @ -, not dots alone")
        problems.require(email.map(TextRule.isEmail) ?? true, "email", "must be an e-mail address")
        try problems.throwIfAny()
        return self
    }
}

/// What a user may do.
public enum UserRole: Int32, CaseIterable, Hashable, Sendable, Codable {
    case administrator = 1
    case `operator` = 2
    case support = 3
    case readOnly = 4
}
