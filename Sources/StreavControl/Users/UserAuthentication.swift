public import StreavDomain
public import StreavPorts
internal import StreavCrypto
internal import StreavSQL
internal import StreavStore

/// Signing in to the dashboard, the sessions, and what a user proves with.
///
/// Sessions live in the database and are asked for at each request, so that one that ends is over at once on every
/// node, whatever the cache remembers. What slows guessing down is in the cache.
public struct UserAuthentication: Sendable {
    /// A user's own request is noted at most so often.
    public static let touchInterval: Duration = .seconds(60)

    let control: ControlPlane
    let throttle: SignInThrottle
    let hasher: PasswordHasher

    public init(control: ControlPlane, cache: any Cache, hasher: PasswordHasher) {
        self.control = control
        self.hasher = hasher
        throttle = SignInThrottle(cache: cache, clock: control.clock, keys: control.keys.signIn)
    }

    var keys: SignInKeys { control.keys.signIn }
    var now: Timestamp { control.clock.wallNow }

    // MARK: Signing in

    public func signIn(username: String, password: String, from origin: SignInOrigin) async throws -> SignInOutcome {
        let known = username.utf8.count <= 64 ? Username.folded(username) : ""
        let (user, hash, hasSecondFactor) = try await control.database.read { connection in
            guard let user = try connection.users.find(username: known) else {
                return (nil as User?, nil as String?, false)
            }
            return (
                user, try connection.users.passwordHash(of: user.id),
                try connection.users.sealedSeed(of: user.id) != nil
            )
        }
        let device = user.flatMap { KnownDevice(origin.device, of: $0.id, keys: keys) }
        let subjects =
            if let device, let user {
                [throttle.device(device.id, user.id)]
            } else {
                [throttle.address(origin.address), throttle.account(known)]
            }
        if let wait = await throttle.refusal(for: subjects) { return .throttled(seconds: wait.wholeSeconds) }
        let isRight: Bool
        do {
            isRight = try await hasher.verify(password, against: hash)
        } catch is PasswordHasher.Busy {
            return .busy
        }
        guard let user, isRight, !user.details.isDisabled else {
            // The name as it was typed may be a password that went into the wrong field.
            try await note("user.sign-in-refused", user: user, address: origin.address)
            return .refused
        }
        for subject in subjects.dropFirst(device == nil ? 1 : 0) { await throttle.forget(subject) }
        if let hash { await rehash(password, hash, of: user) }
        if hasSecondFactor {
            let pending = PendingSignIn(
                user: user.id, revision: user.revision, expiresAt: now.advanced(by: PendingSignIn.lifetime))
            return .secondFactor(pending: try pending.sealed(keys))
        }
        return .signedIn(try await start(user, from: origin, device: device, action: "user.sign-in"))
    }

    /// - Parameters:
    ///   - pending: From ``signIn(username:password:from:)``.
    ///   - code: Six digits from the authenticator, or a recovery code.
    public func completeSignIn(pending: String, code: String, from origin: SignInOrigin) async throws -> SignInOutcome {
        guard let pending = PendingSignIn(pending, keys: keys, now: now),
            let user = try await control.database.read({ try $0.users.find(pending.user) }),
            user.revision == pending.revision, !user.details.isDisabled
        else { return .expired }
        let device = KnownDevice(origin.device, of: user.id, keys: keys)
        let subjects = [throttle.secondFactor(user.id, device: device?.id)]
        if let wait = await throttle.refusal(for: subjects) { return .throttled(seconds: wait.wholeSeconds) }
        guard let way = try await useCode(code, of: user.id) else {
            try await note("user.second-factor-refused", user: user, address: origin.address)
            return .refused
        }
        for subject in subjects { await throttle.forget(subject) }
        let action = way == .recoveryCode ? "user.sign-in-by-recovery-code" : "user.sign-in"
        return .signedIn(try await start(user, from: origin, device: device, action: action))
    }

    // MARK: Sessions

    /// The session of a cookie; nil when there is none, or it is over.
    ///
    /// - Parameter isOwn: The user asked for something, rather than the page by itself.
    public func session(_ cookie: String, isOwn: Bool) async throws -> UserSession? {
        guard (20...128).contains(cookie.utf8.count) else { return nil }
        let idHash = keys.hash(session: cookie)
        guard let session = try await control.database.read({ try $0.userSessions.find(idHash) }) else { return nil }
        let now = now
        guard session.isLive(at: now) else {
            try await control.database.write { _ = try $0.userSessions.delete(idHash) }
            return nil
        }
        if isOwn, now >= session.lastSeenAt.advanced(by: Self.touchInterval) {
            try await control.database.write { try $0.userSessions.touch(idHash, now: now) }
        }
        return session
    }

    public func signOut(_ session: UserSession, as actor: Actor) async throws {
        try await control.perform(as: actor) { transaction in
            try transaction.connection.userSessions.delete(session.idHash)
            try transaction.record(
                "user.sign-out", "user", id: "\(session.user.id)", name: session.user.details.username)
        }
    }

    /// Ends the session that a browser had before its user proved anew who it is.
    public func endReplaced(_ session: UserSession?) async throws {
        guard let session else { return }
        try await control.database.write { _ = try $0.userSessions.delete(session.idHash) }
    }

    /// Ends every session of the user, wherever it is.
    public func signOutEverywhere(_ user: User, as actor: Actor) async throws {
        try await control.perform(as: actor) { transaction in
            try transaction.connection.users.deleteSessions(of: user.id)
            try transaction.record("user.sign-out-everywhere", "user", id: "\(user.id)", name: user.details.username)
        }
    }

    /// Forgets sessions that no longer count.
    public func prune() async throws {
        let now = now
        while try await control.database.write({ try $0.userSessions.prune(now: now, limit: 500) }) == 500 {}
    }

    // MARK: What the others are made of

    /// A new session, under an id that nobody has seen before.
    func start(
        _ user: User, from origin: SignInOrigin, device: KnownDevice?, action: String?
    ) async throws -> StartedSession {
        let cookie = Base64URL.encode(SecureRandom.bytes(32))
        let session = NewUserSession(
            idHash: keys.hash(session: cookie), user: user.id, csrfSecret: SecureRandom.bytes(32),
            address: origin.address, userAgent: origin.userAgent)
        let actor = Actor(
            kind: .user, id: user.id.rawValue, name: user.details.username, address: origin.address)
        try await control.perform(as: actor) { transaction in
            guard let current = try transaction.connection.users.find(user.id), !current.details.isDisabled else {
                throw ControlError.notFound(resource: "user", id: user.id.rawValue)
            }
            try transaction.connection.userSessions.insert(session, now: transaction.now)
            try transaction.connection.users.noteSignIn(of: user.id, now: transaction.now)
            if let action {
                try transaction.record(action, "user", id: "\(user.id)", name: user.details.username)
            }
        }
        let known = device ?? KnownDevice()
        return StartedSession(user: user, cookie: cookie, device: known.cookie(of: user.id, keys: keys))
    }

    func note(_ action: String, user: User?, address: String?) async throws {
        let actor = Actor(kind: .system, name: "sign-in", address: address)
        try await control.perform(as: actor) { transaction in
            try transaction.record(
                action, "user", id: user.map { "\($0.id)" }, name: user?.details.username)
        }
    }

    /// Keeps the password at the strength of today. That it cannot be done now is no reason to let nobody in.
    private func rehash(_ password: String, _ old: String, of user: User) async {
        guard PasswordHash.needsRehash(old, cost: hasher.cost) else { return }
        guard let new = try? await hasher.rehash(password) else { return }
        try? await control.database.write { try $0.users.replacePasswordHash(old, by: new.hash, of: user.id) }
    }
}

extension Duration {
    /// Rounded up.
    fileprivate var wholeSeconds: Int {
        let (seconds, attoseconds) = components
        return Int(seconds) + (attoseconds > 0 ? 1 : 0)
    }
}
