public import StreavDomain

/// A new subscriber, and the access token that was made for it.
public struct CreatedSubscriber: Sendable {
    public let subscriber: Subscriber
    public let accessToken: String
}
