public import StreavDomain

/// What a player asked for, as far as admission and sessions must know it.
public struct ViewerRequest: Sendable {
    /// Who the player says it acts for.
    public enum Credentials: Sendable {
        /// Both percent-decoded.
        case userAndToken(username: String, token: String)
        case playbackToken(String)
    }

    public var credentials: Credentials
    public var stream: StreamID
    public var format: StreamFormat
    /// The trusted client address.
    public var address: IPAddress
    /// Empty when the player sent none; cut to ``maximumUserAgentBytes``.
    public private(set) var userAgent: String

    /// A user agent is kept up to here, in UTF-8 bytes: sessions hold it, and memory must not be the player's choice.
    public static let maximumUserAgentBytes = 255

    public init(
        credentials: Credentials, stream: StreamID, format: StreamFormat, address: IPAddress, userAgent: String
    ) {
        self.credentials = credentials
        self.stream = stream
        self.format = format
        self.address = address
        self.userAgent = Self.bounded(userAgent)
    }

    static func bounded(_ userAgent: String) -> String {
        guard userAgent.utf8.count > maximumUserAgentBytes else { return userAgent }
        return String(decoding: userAgent.utf8.prefix(maximumUserAgentBytes), as: UTF8.self)
    }
}

extension ViewerRequest: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    /// Without the credentials (S41).
    public var description: String { "\(format.rawValue) of stream \(stream) from \(address)" }
    public var debugDescription: String { description }
    public var customMirror: Mirror { Mirror(self, children: ["stream": stream, "format": format]) }
}

extension ViewerRequest.Credentials: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    public var description: String { "credentials(redacted)" }
    public var debugDescription: String { description }
    public var customMirror: Mirror { Mirror(self, children: []) }
}
