/// A user who is signed in, in one browser.
public struct UserSession: Hashable, Sendable {
    /// The hash by which the session is known; the cookie itself is kept nowhere.
    public let idHash: [UInt8]
    public let user: User
    /// Whether the user has a second factor.
    public let hasSecondFactor: Bool
    /// From which the tokens against forged requests are made. 32 bytes.
    public let csrfSecret: [UInt8]
    /// Where it began, as the log shows it.
    public let address: String?
    /// What the browser called itself when it began.
    public let userAgent: String?
    public let createdAt: Timestamp
    /// The last request of the user's own, noted at most once a minute.
    public let lastSeenAt: Timestamp
    /// When password and second factor were last given.
    public let authenticatedAt: Timestamp
    /// It ends then, whatever happens.
    public let expiresAt: Timestamp

    public init(
        idHash: [UInt8], user: User, hasSecondFactor: Bool, csrfSecret: [UInt8], address: String?, userAgent: String?,
        createdAt: Timestamp, lastSeenAt: Timestamp, authenticatedAt: Timestamp, expiresAt: Timestamp
    ) {
        self.idHash = idHash
        self.user = user
        self.hasSecondFactor = hasSecondFactor
        self.csrfSecret = csrfSecret
        self.address = address
        self.userAgent = userAgent
        self.createdAt = createdAt
        self.lastSeenAt = lastSeenAt
        self.authenticatedAt = authenticatedAt
        self.expiresAt = expiresAt
    }

    /// Without a request of the user's own for so long it ends.
    public static let idleTimeout: Duration = .seconds(30 * 60)
    /// However busy, it ends after so long.
    public static let absoluteTimeout: Duration = .seconds(12 * 3600)

    /// Whether it still counts at `now`.
    public func isLive(at now: Timestamp) -> Bool {
        now < expiresAt && now < lastSeenAt.advanced(by: Self.idleTimeout) && !user.details.isDisabled
    }
}
