/// A connection on which a session's media is being sent, and how to end it.
struct SessionSocket: Sendable {
    var connection: ConnectionKey
    /// Called at most once, from any thread.
    var close: @Sendable (SessionEndReason) -> Void
}
