/// The credentials of the seeded world, printed when the platform is ready.
struct Credentials: Codable, Equatable, Sendable {
    var adminUsername: String
    var adminPassword: String
    var oauthClientId: String
    var oauthClientSecret: String
    var subscriberId: Int32
    var subscriberUsername: String
    var subscriberAccessToken: String
}
