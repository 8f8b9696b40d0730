internal import StreavCrypto
public import StreavDomain
internal import StreavSQL
internal import StreavStore

/// What users do to their own password and second factor. Each takes the password, and ends every session but the new
/// one that it begins.
extension UserAuthentication {
    /// Recovery codes that are given out at once.
    public static let recoveryCodeCount = 10

    enum CodeKind: Sendable {
        case authenticator
        case recoveryCode
    }

    /// What came of a change to how a user proves who it is.
    public enum ProofOutcome: Sendable {
        /// - Parameter recoveryCodes: To be shown once; empty where none were made.
        case done(StartedSession, recoveryCodes: [String])
        case wrongPassword
        case wrongCode
        case throttled(seconds: Int)
        case busy
    }

    /// - Throws: ``StreavDomain/InvalidInput`` on `password` for a new one that does not do.
    public func changePassword(
        _ session: UserSession, current: String, new: String, from origin: SignInOrigin
    ) async throws -> ProofOutcome {
        if let refusal = try await refusal(of: current, session) { return refusal }
        let hashed: HashedPassword
        do {
            hashed = try await hasher.hash(new, context: Self.context(session.user.details))
        } catch is PasswordHasher.Busy {
            return .busy
        }
        return try await change(session, from: origin) { transaction in
            try transaction.users.setPassword(session.user.id, hashed)
        }
    }

    /// A seed that counts once its first code was given, sealed for the form that asks for that.
    public func newSeed(for user: User) throws -> (sealed: String, secret: String, address: String) {
        let seed = OneTimePassword.makeSeed()
        return try described(seed, user)
    }

    /// The same for a sealed one that comes back from a form; nil when it is not this user's.
    public func seed(_ sealed: String, of user: User) -> (sealed: String, secret: String, address: String)? {
        guard let seed = openSeed(sealed, user) else { return nil }
        return try? described(seed, user)
    }

    public func enableSecondFactor(
        _ session: UserSession, password: String, sealedSeed: String, code: String, from origin: SignInOrigin
    ) async throws -> ProofOutcome {
        guard let seed = openSeed(sealedSeed, session.user),
            let step = OneTimePassword.matchingStep(Self.plain(code), seed: seed, atSeconds: now.seconds)
        else { return .wrongCode }
        if let refusal = try await refusal(of: password, session) { return refusal }
        let sealed = try keys.sealed(seed: seed, of: session.user.id)
        let codes = Self.makeRecoveryCodes()
        let hashes = codes.map { keys.hash(recoveryCode: Self.plain($0), of: session.user.id) }
        return try await change(session, from: origin, recoveryCodes: codes) { transaction in
            let table = transaction.connection.users
            _ = try table.setSealedSeed(sealed, of: session.user.id, now: transaction.now)
            // The code that proved it has been used with that.
            _ = try table.useStep(step, of: session.user.id)
            try table.setRecoveryCodes(hashes, of: session.user.id)
            try Self.record("user.enable-second-factor", session.user, transaction)
        }
    }

    public func disableSecondFactor(
        _ session: UserSession, password: String, from origin: SignInOrigin
    ) async throws -> ProofOutcome {
        if let refusal = try await refusal(of: password, session) { return refusal }
        return try await change(session, from: origin) { transaction in
            _ = try transaction.connection.users.setSealedSeed(nil, of: session.user.id, now: transaction.now)
            try Self.record("user.disable-second-factor", session.user, transaction)
        }
    }

    public func renewRecoveryCodes(
        _ session: UserSession, password: String, from origin: SignInOrigin
    ) async throws -> ProofOutcome {
        if let refusal = try await refusal(of: password, session) { return refusal }
        let codes = Self.makeRecoveryCodes()
        let hashes = codes.map { keys.hash(recoveryCode: Self.plain($0), of: session.user.id) }
        return try await change(session, from: origin, recoveryCodes: codes) { transaction in
            try transaction.connection.users.setRecoveryCodes(hashes, of: session.user.id)
            try Self.record("user.renew-recovery-codes", session.user, transaction)
        }
    }

    /// Uses a code up; nil when it is none, or was used before.
    func useCode(_ text: String, of id: UserID) async throws -> CodeKind? {
        let code = Self.plain(text)
        guard code.utf8.count <= 64,
            let sealed = try await control.database.read({ try $0.users.sealedSeed(of: id) })
        else { return nil }
        if code.utf8.count == OneTimePassword.digits {
            let seed = try keys.openSeed(sealed, of: id)
            guard let step = OneTimePassword.matchingStep(code, seed: seed, atSeconds: now.seconds) else { return nil }
            return try await control.database.write { try $0.users.useStep(step, of: id) } ? .authenticator : nil
        }
        let hash = keys.hash(recoveryCode: code, of: id)
        let now = now
        let isUsed = try await control.database.write { try $0.users.useRecoveryCode(hash, of: id, now: now) }
        return isUsed ? .recoveryCode : nil
    }

    // MARK: Parts

    private func refusal(of password: String, _ session: UserSession) async throws -> ProofOutcome? {
        let subject = throttle.passwordOf(session.user.id)
        if let wait = await throttle.refusal(for: [subject]) {
            return .throttled(seconds: Int(wait.components.seconds))
        }
        let hash = try await control.database.read { try $0.users.passwordHash(of: session.user.id) }
        do {
            guard try await hasher.verify(password, against: hash) else {
                try await note("user.password-refused", user: session.user, address: session.address)
                return .wrongPassword
            }
        } catch is PasswordHasher.Busy {
            return .busy
        }
        await throttle.forget(subject)
        return nil
    }

    /// Does it, ends all sessions, and begins a new one for whoever did it.
    private func change(
        _ session: UserSession, from origin: SignInOrigin, recoveryCodes: [String] = [],
        _ body: @escaping @Sendable (ControlTransaction) throws -> Void
    ) async throws -> ProofOutcome {
        let actor = Actor(
            kind: .user, id: session.user.id.rawValue, name: session.user.details.username, address: origin.address)
        try await control.perform(as: actor) { transaction in
            try body(transaction)
            try transaction.connection.users.deleteSessions(of: session.user.id)
        }
        let device = KnownDevice(origin.device, of: session.user.id, keys: keys)
        let started = try await start(session.user, from: origin, device: device, action: nil)
        return .done(started, recoveryCodes: recoveryCodes)
    }

    private func described(
        _ seed: [UInt8], _ user: User
    ) throws -> (sealed: String, secret: String, address: String) {
        (
            Base64URL.encode(try keys.sealed(seed: seed, of: user.id)), OneTimePassword.text(ofSeed: seed),
            OneTimePassword.address(seed: seed, issuer: "Streav", account: user.details.username)
        )
    }

    private func openSeed(_ sealed: String, _ user: User) -> [UInt8]? {
        guard sealed.utf8.count <= 256, let bytes = Base64URL.decode(sealed) else { return nil }
        return try? keys.openSeed(bytes, of: user.id)
    }

    private static func record(_ action: String, _ user: User, _ transaction: ControlTransaction) throws {
        try transaction.record(action, "user", id: "\(user.id)", name: user.details.username)
    }

    /// As it is compared: people put spaces and dashes where they like.
    private static func plain(_ code: String) -> String {
        String(code.lowercased().filter { !$0.isWhitespace && $0 != "-" })
    }

    /// Ten letters and digits that cannot be taken for each other, in two groups: 50 bits each.
    private static func makeRecoveryCodes() -> [String] {
        let alphabet = Array("abcdefghijkmnpqrstuvwxyz23456789")
        return (0..<recoveryCodeCount).map { _ in
            let letters = SecureRandom.bytes(10).map { alphabet[Int($0 & 31)] }
            return String(letters[..<5]) + "-" + String(letters[5...])
        }
    }

    static func context(_ details: UserDetails) -> [String] {
        [details.username, details.email.map { String($0.prefix { $0 != "@" }) } ?? ""]
    }
}
