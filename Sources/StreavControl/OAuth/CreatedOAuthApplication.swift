public import StreavDomain

/// A new application, and its secret, which is shown this once.
public struct CreatedOAuthApplication: Sendable {
    public let application: OAuthApplication
    public let clientSecret: String
}
