public import StreavDomain

/// A session that has just begun. What the cookies hold is known here alone.
public struct StartedSession: Sendable {
    public let user: User
    /// The session's cookie.
    public let cookie: String
    /// The cookie by which the browser is known again.
    public let device: String
}
