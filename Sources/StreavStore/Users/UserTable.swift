public import StreavDomain
internal import StreavSQL

/// The dashboard's users.
public struct UserTable {
    let connection: any DatabaseConnection

    public func insert(_ details: UserDetails, passwordHash: String, now: Timestamp) throws -> UserID {
        try connection.value(
            """
            INSERT INTO users (
                username, username_folded, email, password_hash, role, is_disabled, created_at, updated_at, revision
            ) VALUES (
                \(details.username), \(Username.folded(details.username)), \(details.email), \(passwordHash),
                \(details.role), \(details.isDisabled), \(now), \(now), 1
            ) RETURNING id
            """)
    }

    /// False when the user is not there, or has another revision than `expected`.
    public func update(_ id: UserID, _ details: UserDetails, expecting expected: Int64, now: Timestamp) throws -> Bool {
        try connection.execute(
            """
            UPDATE users SET username = \(details.username), username_folded = \(Username.folded(details.username)),
                email = \(details.email), role = \(details.role), is_disabled = \(details.isDisabled),
                updated_at = \(now), revision = revision + 1
            WHERE id = \(id) AND revision = \(expected)
            """) == 1
    }

    /// False when the user is not there.
    public func setPasswordHash(_ hash: String, of id: UserID, now: Timestamp) throws -> Bool {
        try connection.execute(
            """
            UPDATE users SET password_hash = \(hash), updated_at = \(now), revision = revision + 1 WHERE id = \(id)
            """) == 1
    }

    /// Ends every session of a user; how many there were.
    @discardableResult
    public func deleteSessions(of id: UserID) throws -> Int {
        try connection.execute("DELETE FROM user_sessions WHERE user_id = \(id)")
    }

    /// False when the user is not there.
    public func delete(_ id: UserID) throws -> Bool {
        try connection.execute("DELETE FROM users WHERE id = \(id)") == 1
    }

    public func find(_ id: UserID) throws -> User? {
        try connection.fetchOne("SELECT \(Self.columns) FROM users WHERE id = \(id)", Self.user)
    }

    /// Ignores case.
    public func find(username: String) throws -> User? {
        try connection.fetchOne(
            "SELECT \(Self.columns) FROM users WHERE username_folded = \(Username.folded(username))", Self.user)
    }

    public func passwordHash(of id: UserID) throws -> String? {
        try connection.fetchValue("SELECT password_hash FROM users WHERE id = \(id)")
    }

    public func count() throws -> Int {
        try connection.value("SELECT count(*) FROM users")
    }

    /// Administrators who may sign in.
    public func administratorCount() throws -> Int {
        try connection.value(
            "SELECT count(*) FROM users WHERE role = \(UserRole.administrator) AND is_disabled = 0")
    }

    static let columns: SQL = """
        id, username, email, role, is_disabled, last_signed_in_at, created_at, updated_at, revision
        """

    static func user(_ row: SQLRow) throws -> User {
        User(
            id: try row["id"],
            details: UserDetails(
                username: try row["username"], email: try row["email"], role: try row["role"],
                isDisabled: try row["is_disabled"]),
            lastSignedInAt: try row["last_signed_in_at"], createdAt: try row["created_at"],
            updatedAt: try row["updated_at"], revision: try row["revision"])
    }
}
