/// Where a web server listens, and its limits. Nothing is left at a library's default, since those are mostly "none".
public struct WebServerConfiguration: Sendable, Equatable {
    /// The address to listen on, such as `127.0.0.1` or `::`.
    public var host: String

    /// The port to listen on; 0 takes any free one.
    public var port: Int

    /// Connections beyond this wait in the backlog of the socket until another one closes.
    public var maximumConnections = 256

    /// How long a connection may take to send a whole request head, from its opening or from the last answer. An idle
    /// connection is closed after the same time.
    public var headDeadline: Duration = .seconds(10)

    /// How long one exchange may take, from the head of the request to the last byte of the answer.
    public var exchangeDeadline: Duration = .seconds(60)

    /// All fields of a request together, in bytes.
    public var maximumHeadBytes = 16 * 1024

    /// Fields of a request.
    public var maximumFields = 64

    /// Path and query of a request, in bytes.
    public var maximumTargetBytes = 8 * 1024

    /// The body of a request, in bytes.
    public var maximumBodyBytes = 1024 * 1024

    /// True when the server is reached by https: then browsers are told never to come without it.
    public var isSecure = false

    public init(host: String, port: Int) {
        self.host = host
        self.port = port
    }
}
