public import StreavDomain
internal import StreavPorts
internal import StreavSQL
internal import StreavStore

/// The sessions of everybody, for whoever looks after the dashboard's security.
extension UserAuthentication {
    /// Attempts at signing in that have to wait for nothing.
    public static var freeAttempts: Int { Int(SignInThrottle.freeAttempts) }
    /// The longest that whoever guesses has to wait for the next attempt.
    public static var longestWait: Duration { SignInThrottle.longestWait }

    /// Ends one session.
    ///
    /// - Returns: Whose it was; nil when it was over already.
    public func endSession(_ idHash: [UInt8], as actor: Actor) async throws -> User? {
        try await control.perform(as: actor) { transaction in
            guard let session = try transaction.connection.userSessions.find(idHash),
                try transaction.connection.userSessions.delete(idHash)
            else { return nil }
            try transaction.record(
                "user.end-session", "user", id: "\(session.user.id)", name: session.user.details.username)
            return session.user
        }
    }

    /// Ends all sessions but one.
    ///
    /// - Returns: How many there were.
    public func endOtherSessions(than idHash: [UInt8], as actor: Actor) async throws -> Int {
        try await control.perform(as: actor) { transaction in
            let count = try transaction.connection.userSessions.deleteOthers(than: idHash)
            if count > 0 { try transaction.record("user.end-all-sessions", "user", id: nil, name: nil) }
            return count
        }
    }
}
