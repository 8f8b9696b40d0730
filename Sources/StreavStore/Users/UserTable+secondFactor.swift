public import StreavDomain
internal import StreavSQL

/// What a user proves besides the password.
extension UserTable {
    public func sealedSeed(of id: UserID) throws -> [UInt8]? {
        try connection.fetchValue("SELECT totp_secret_sealed FROM users WHERE id = \(id)", as: [UInt8]?.self) ?? nil
    }

    /// Nil takes the second factor away, recovery codes too. False when the user is not there.
    public func setSealedSeed(_ seed: [UInt8]?, of id: UserID, now: Timestamp) throws -> Bool {
        try connection.execute("DELETE FROM user_recovery_codes WHERE user_id = \(id)")
        return try connection.execute(
            """
            UPDATE users SET totp_secret_sealed = \(seed), totp_last_step = NULL, updated_at = \(now),
                revision = revision + 1
            WHERE id = \(id)
            """) == 1
    }

    /// Uses up the code of a step, and of all before it. False when that has been done already: of two that come at
    /// once one is first.
    public func useStep(_ step: Int64, of id: UserID) throws -> Bool {
        try connection.execute(
            """
            UPDATE users SET totp_last_step = \(step)
            WHERE id = \(id) AND (totp_last_step IS NULL OR totp_last_step < \(step))
            """) == 1
    }

    /// In place of those there were.
    public func setRecoveryCodes(_ hashes: [[UInt8]], of id: UserID) throws {
        try connection.execute("DELETE FROM user_recovery_codes WHERE user_id = \(id)")
        for hash in hashes {
            try connection.execute("INSERT INTO user_recovery_codes (user_id, code_hash) VALUES (\(id), \(hash))")
        }
    }

    /// False when there is no such code, or it was used.
    public func useRecoveryCode(_ hash: [UInt8], of id: UserID, now: Timestamp) throws -> Bool {
        try connection.execute(
            """
            UPDATE user_recovery_codes SET used_at = \(now)
            WHERE user_id = \(id) AND code_hash = \(hash) AND used_at IS NULL
            """) == 1
    }

    /// Recovery codes that can still be used.
    public func recoveryCodeCount(of id: UserID) throws -> Int {
        try connection.value(
            "SELECT count(*) FROM user_recovery_codes WHERE user_id = \(id) AND used_at IS NULL")
    }

    /// No change that anybody made: the revision stays.
    public func noteSignIn(of id: UserID, now: Timestamp) throws {
        try connection.execute("UPDATE users SET last_signed_in_at = \(now) WHERE id = \(id)")
    }

    /// The same password, hashed at another cost: sessions and revision stay. Nothing happens when the password is
    /// another one by now.
    public func replacePasswordHash(_ old: String, by new: String, of id: UserID) throws {
        try connection.execute(
            "UPDATE users SET password_hash = \(new) WHERE id = \(id) AND password_hash = \(old)")
    }
}
