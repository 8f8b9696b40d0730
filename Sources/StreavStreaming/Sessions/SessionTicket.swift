public import StreavDomain

/// What a player that was let in holds.
public struct SessionTicket: Hashable, Sendable {
    /// ``SessionID/length`` characters of `[A-Za-z0-9]`: a path segment of the session's playlist addresses.
    public let sessionID: String
    public let subscriberID: SubscriberID

    public init(sessionID: String, subscriberID: SubscriberID) {
        self.sessionID = sessionID
        self.subscriberID = subscriberID
    }
}

/// What came of a poll that was judged from memory alone.
public enum PollOutcome: Equatable, Sendable {
    case granted
    case denied(Denial)
    /// The session is not known here, or not to this player as it is now: ask
    /// ``Gatekeeper/admitPoll(session:_:connection:)``.
    case needsAdmission
}
