public import StreavDomain

/// Why a session is over.
public enum SessionEndReason: Hashable, Sendable {
    /// Neither a playlist nor media was asked for in its idle time.
    case idle
    /// It was opened and never used.
    case lapsed
    /// The player, or the server for its own reasons, closed the socket.
    case socketClosed
    /// The same device opened something else, which took its place.
    case moved
    case kicked
    /// The subscriber may not watch this any longer.
    case denied(DenialCode)
    /// Its lease was lost and its place is taken.
    case placeTaken
    /// This server goes out of service.
    case shutDown

    /// For logs and counters.
    public var label: String {
        switch self {
        case .idle: "idle"
        case .lapsed: "lapsed"
        case .socketClosed: "socket_closed"
        case .moved: "moved"
        case .kicked: "kicked"
        case .denied(let code): code.rawValue
        case .placeTaken: "place_taken"
        case .shutDown: "shut_down"
        }
    }
}
