public import StreavDomain
internal import StreavStore

/// What is done to the dashboard's users.
public struct UserControl {
    let transaction: ControlTransaction

    private static let resource = "user"

    public func create(_ details: UserDetails, password: HashedPassword) throws -> User {
        let details = try details.validated()
        let id = try table.insert(details, passwordHash: password.hash, now: transaction.now)
        try transaction.record(
            "user.create", Self.resource, id: "\(id)", name: details.username, after: try JSON.text(details))
        return User(
            id: id, details: details, lastSignedInAt: nil, createdAt: transaction.now, updatedAt: transaction.now,
            revision: 1)
    }

    /// A disabled user, and one with another role, has to sign in again.
    ///
    /// - Parameter expected: The revision the change was made on; nil: whatever there is.
    public func update(_ id: UserID, _ details: UserDetails, expecting expected: Int64? = nil) throws {
        let old = try existing(id)
        let details = try details.validated()
        guard try table.update(id, details, expecting: expected ?? old.revision, now: transaction.now) else {
            throw ControlError.changedMeanwhile(resource: Self.resource, id: id.rawValue)
        }
        if details.isDisabled || details.role != old.details.role { try table.deleteSessions(of: id) }
        try requireAdministrator(field: details.isDisabled ? "isDisabled" : "role", unlessNoneBefore: old)
        try transaction.record(
            "user.update", Self.resource, id: "\(id)", name: details.username, before: try JSON.text(old.details),
            after: try JSON.text(details))
    }

    /// Switches users off or on; what is as it shall be already is left alone.
    ///
    /// - Returns: Those that changed.
    @discardableResult
    public func setDisabled(_ isDisabled: Bool, _ ids: [UserID]) throws -> [User] {
        var changed: [User] = []
        for user in try table.find(ids) where user.details.isDisabled != isDisabled {
            var details = user.details
            details.isDisabled = isDisabled
            try update(user.id, details, expecting: user.revision)
            changed.append(user)
        }
        return changed
    }

    /// Ends all sessions of the user.
    public func setPassword(_ id: UserID, _ password: HashedPassword) throws {
        let user = try existing(id)
        guard try table.setPasswordHash(password.hash, of: id, now: transaction.now) else { throw notFound(id) }
        try table.deleteSessions(of: id)
        try transaction.record("user.set-password", Self.resource, id: "\(id)", name: user.details.username)
    }

    /// Subscribers that the user looked after have no owner afterwards.
    public func delete(_ id: UserID) throws {
        let old = try existing(id)
        guard try table.delete(id) else { throw notFound(id) }
        try requireAdministrator(field: "id", unlessNoneBefore: old)
        try transaction.record(
            "user.delete", Self.resource, id: "\(id)", name: old.details.username, before: try JSON.text(old.details))
    }

    private var table: UserTable { transaction.connection.users }

    /// Nobody could let anybody in any more.
    private func requireAdministrator(field: String, unlessNoneBefore old: User) throws {
        guard old.details.role == .administrator, !old.details.isDisabled else { return }
        guard try table.administratorCount() > 0 else {
            throw InvalidInput(field: field, "would leave no administrator who can sign in")
        }
    }

    private func existing(_ id: UserID) throws -> User {
        guard let user = try table.find(id) else { throw notFound(id) }
        return user
    }

    private func notFound(_ id: UserID) -> ControlError {
        .notFound(resource: Self.resource, id: id.rawValue)
    }
}
