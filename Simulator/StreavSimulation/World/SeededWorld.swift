/// What the seeding of a world tells once: tokens are kept as digests only.
struct SeededWorld: Sendable {
    var credentials: Credentials
    /// Of every household, by username.
    var accessTokens: [String: String]
}
