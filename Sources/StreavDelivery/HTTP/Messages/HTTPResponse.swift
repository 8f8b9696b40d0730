public import NIOCore

/// A whole answer. See ``HTTPExchange/startStream(status:headers:)`` for endless ones.
public struct HTTPResponse: Sendable {
    public enum Body: Sendable {
        case empty
        /// Sent without a copy; any number of answers may share it.
        case bytes(ByteBuffer)
        /// Sent one after the other without a copy, gathered into as few system calls as it takes.
        case buffers([ByteBuffer])

        /// In bytes.
        public var count: Int {
            switch self {
            case .empty: 0
            case .bytes(let buffer): buffer.readableBytes
            case .buffers(let buffers): buffers.reduce(0) { $0 + $1.readableBytes }
            }
        }
    }

    public var status: HTTPStatus
    public var headers: HTTPHeaders
    public var body: Body
    /// Ends the connection once the answer is sent.
    public var closesConnection: Bool

    public init(
        _ status: HTTPStatus, headers: HTTPHeaders = HTTPHeaders(), body: Body = .empty, closesConnection: Bool = false
    ) {
        self.status = status
        self.headers = headers
        self.body = body
        self.closesConnection = closesConnection
    }
}
