/// Why a connection ended. Each is counted: ``HTTPServerCounters``.
public enum HTTPCloseReason: String, CaseIterable, Sendable {
    /// All was sent and one side had asked for the end.
    case completed
    /// The client went away.
    case peerClosed = "peer_closed"
    /// Reading or writing failed.
    case connectionError = "connection_error"
    /// No further request within the keep-alive time.
    case idleTimeout = "idle_timeout"
    /// A request head was not complete by its deadline.
    case headerTimeout = "header_timeout"
    /// A request's content was not complete by its deadline.
    case bodyTimeout = "body_timeout"
    /// The client took nothing of what waited for it.
    case writeTimeout = "write_timeout"
    /// The request was refused by the parser.
    case badRequest = "bad_request"
    /// A limit on connections was reached.
    case refused
    /// A handler ended a stream whose reader is too slow.
    case slowReader = "slow_reader"
    /// A handler ended a stream for a reason of its own: kicked, expired, channel gone.
    case ended
    /// The server shuts down.
    case drained
}
