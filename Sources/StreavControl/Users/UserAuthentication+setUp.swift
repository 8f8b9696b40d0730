internal import StreavCrypto
public import StreavDomain
internal import StreavSQL
internal import StreavStore

/// The first user of a platform that has none, and forms of people who have not signed in.
extension UserAuthentication {
    /// Whether there is nobody yet who could sign in.
    public func needsSetUp() async throws -> Bool {
        try await control.database.read { try $0.users.count() } == 0
    }

    /// Makes what a sign-in to no account is compared with, so that the first one takes no longer than the others.
    public func prepare() async throws { try await hasher.prepare() }

    /// Proves, from anywhere, that one may read the platform's log.
    public var setUpToken: String { keys.setUpToken }

    public func isSetUpToken(_ text: String) -> Bool {
        ConstantTime.equal(Array(text.utf8), Array(setUpToken.utf8))
    }

    /// Makes the first administrator, and signs in.
    ///
    /// - Throws: ``StreavDomain/InvalidInput``; ``PasswordHasher/Busy``.
    /// - Returns: Nil when somebody was there first.
    public func setUp(
        _ details: UserDetails, password: String, from origin: SignInOrigin
    ) async throws -> StartedSession? {
        var details = try details.validated()
        details.role = .administrator
        details.isDisabled = false
        let settled = details
        let hashed = try await hasher.hash(password, context: Self.context(settled))
        let user = try await control.perform(as: Actor(kind: .system, name: "set-up", address: origin.address)) {
            transaction -> User? in
            guard try transaction.connection.users.count() == 0 else { return nil }
            return try transaction.users.create(settled, password: hashed)
        }
        guard let user else { return nil }
        return try await start(user, from: origin, device: nil, action: "user.sign-in")
    }

    /// What a form of somebody who has not signed in carries, by the browser's own cookie.
    public func formToken(visitor: String) -> String { Base64URL.encode(keys.tag(visitor: visitor)) }

    /// What the forms of a session carry.
    public static func formToken(_ session: UserSession) -> String {
        guard let key = SecretKey(bytes: session.csrfSecret) else { preconditionFailure("a session's secret is a key") }
        return Base64URL.encode(HMACSHA256.authenticate(Array("form".utf8), key: key))
    }

    /// Compares without telling where two differ.
    public static func isSame(_ token: String, _ expected: String) -> Bool {
        ConstantTime.equal(Array(token.utf8), Array(expected.utf8))
    }

    public static func makeVisitor() -> String { Base64URL.encode(SecureRandom.bytes(16)) }

    /// A hash for a new user, made where there is room for that.
    ///
    /// - Throws: ``StreavDomain/InvalidInput`` on `password`; ``PasswordHasher/Busy``.
    public func hash(_ password: String, for details: UserDetails) async throws -> HashedPassword {
        try await hasher.hash(password, context: Self.context(details))
    }
}

extension UserAuthentication {
    /// Marks a text as ours, for those who hold the same token.
    public static func mark(_ text: String, token: String) -> String {
        let padded = Array((token.utf8 + [UInt8](repeating: 0, count: SecretKey.byteCount)).prefix(SecretKey.byteCount))
        guard let key = SecretKey(bytes: padded) else { preconditionFailure("32 bytes make a key") }
        return Base64URL.encode(HMACSHA256.authenticate(Array("mark \(text)".utf8), key: key).prefix(16))
    }
}
