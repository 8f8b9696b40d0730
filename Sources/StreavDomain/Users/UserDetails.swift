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
