/// The credentials of the seeded world, printed when the platform is ready.
struct Credentials: Codable, Equatable, Sendable, CustomReflectable {
    var adminUsername: String
    var adminPassword: String
    var oauthClientId: String
    var oauthClientSecret: String
    var subscriberId: Int32
    var subscriberUsername: String
    var subscriberAccessToken: String

    /// Without what it holds: it must not get into a log by way of whoever holds it.
    var customMirror: Mirror { Mirror(self, children: []) }
}
