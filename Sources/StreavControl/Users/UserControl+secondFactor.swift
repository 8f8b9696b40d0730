public import StreavDomain
internal import StreavStore

extension UserControl {
    /// Takes the second factor of somebody who has lost it away, recovery codes too, and ends all sessions. Nothing
    /// happens where there is none.
    public func resetSecondFactor(_ id: UserID) throws {
        let table = transaction.connection.users
        guard let user = try table.find(id) else { throw ControlError.notFound(resource: "user", id: id.rawValue) }
        guard try table.sealedSeed(of: id) != nil else { return }
        guard try table.setSealedSeed(nil, of: id, now: transaction.now) else {
            throw ControlError.notFound(resource: "user", id: id.rawValue)
        }
        try table.deleteSessions(of: id)
        try transaction.record(
            "user.reset-second-factor", "user", id: "\(id)", name: user.details.username)
    }
}
