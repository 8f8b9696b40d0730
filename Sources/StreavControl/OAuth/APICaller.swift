public import StreavDomain

/// The application on whose behalf a request to the API is made, as its access token says.
public struct APICaller: Hashable, Sendable {
    public let application: OAuthApplicationID
    public let clientID: String
    public let scopes: Set<OAuthScope>

    public init(application: OAuthApplicationID, clientID: String, scopes: Set<OAuthScope>) {
        self.application = application
        self.clientID = clientID
        self.scopes = scopes
    }

    /// As the activity log remembers it.
    ///
    /// - Parameter address: Where the request came from.
    public func actor(address: String?) -> Actor {
        Actor(kind: .application, id: application.rawValue, name: clientID, address: address)
    }
}
