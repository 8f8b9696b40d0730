public import StreavDomain

/// Why a session is over.
public enum SessionEndReason: Hashable, Sendable {
    /// Neither a playlist nor media was asked for in its idle time.
    case idle
    /// It was opened and never used.
    case lapsed
    /// The player, or the server for its own reasons, closed the socket.
    case socketClosed
    /// Its channel had nothing to give: it never got anything.
    case abandoned
    /// The same device opened something else, which took its place.
    case moved
    case kicked
    /// The subscriber may not watch this any longer.
    case denied(DenialCode)
    /// Its lease was lost and its place is taken.
    case placeTaken
    /// Its stream runs on another node, and its player was sent there with it.
    case handedOver
    /// This server goes out of service.
    case shutDown

    /// Every reason there is.
    static let all: [SessionEndReason] =
        [.idle, .lapsed, .socketClosed, .abandoned, .moved, .kicked, .placeTaken, .handedOver, .shutDown]
        + DenialCode.allCases.map { .denied($0) }

    /// True when whoever holds the socket ended the session, and so need not be told.
    var isOfSocket: Bool { self == .socketClosed || self == .abandoned }

    /// For logs and counters.
    public var label: String {
        switch self {
        case .idle: "idle"
        case .lapsed: "lapsed"
        case .socketClosed: "socket_closed"
        case .abandoned: "abandoned"
        case .moved: "moved"
        case .kicked: "kicked"
        case .denied(let code): code.rawValue
        case .placeTaken: "place_taken"
        case .handedOver: "handed_over"
        case .shutDown: "shut_down"
        }
    }
}
