/// The seeded administrator, whom the landing page names.
public struct LandingAdministrator: Sendable, Equatable {
    public var username: String
    public var password: String

    public init(username: String, password: String) {
        self.username = username
        self.password = password
    }
}
