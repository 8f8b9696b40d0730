public import NIOCore
public import StreavDomain

/// One request, checked. Its text is decoded from the bytes received only where it is asked for.
///
/// It shares the receive buffer: keep what a handler reads from it, not the request, for longer than the answer takes.
public struct HTTPRequest: Sendable {
    let head: RequestHead
    /// Content of a form, at most ``RequestLimits/maximumBodyBytes``; empty otherwise.
    public let body: ByteBuffer
    /// The client, or where a trusted proxy says it stands for one, that one.
    public let client: IPAddress
    /// `client` as text: made once per connection.
    public let clientAddress: String
    /// Identifies the transport connection within the process; never used again.
    public let connection: UInt64

    init(head: RequestHead, body: ByteBuffer, client: IPAddress, clientAddress: String, connection: UInt64) {
        self.head = head
        self.body = body
        self.client = client
        self.clientAddress = clientAddress
        self.connection = connection
    }

    public var method: HTTPMethod { head.method }

    /// What the client wants; the answer may still end the connection.
    public var isKeepAlive: Bool { head.isKeepAlive }

    /// The path as it came, beginning with `/` (or `*`), still percent-encoded, without the query.
    public var rawPath: String { head.text(head.path) }

    /// The query as it came, without its question mark; empty when there is none.
    public var rawQuery: String { head.text(head.query) }

    /// The decoded segments between slashes: `/` gives none, `/a//b/` gives `a`, empty, `b`, empty. An encoded slash is
    /// a character of its segment. No segment is a dot segment, and none holds control characters.
    public func segments() -> [String] { head.segments() }

    /// The first value of `name` in the query, decoded (`+` is a space); empty when it has none, nil when it is absent.
    public func query(_ name: String) -> String? {
        head.withBytes(of: head.query) { FormCoding.first(name, in: $0) }
    }

    /// The first value of `name` in a form's content.
    public func form(_ name: String) -> String? {
        body.withUnsafeReadableBytes { FormCoding.first(name, in: $0) }
    }

    public var host: String? { head.optionalText(head.host) }
    /// Empty when absent.
    public var userAgent: String { head.text(head.userAgent) }
    public var range: String? { head.optionalText(head.range) }
    public var ifNoneMatch: String? { head.optionalText(head.ifNoneMatch) }
    public var ifRange: String? { head.optionalText(head.ifRange) }
    public var acceptEncoding: String? { head.optionalText(head.acceptEncoding) }
    /// Whether an `Authorization` field came: answers to such requests are never shared.
    public var hasAuthorization: Bool { head.hasAuthorization }

    /// Whether a gzipped answer is welcome (RFC 9110 section 12.5.3).
    public var acceptsGzip: Bool {
        head.acceptEncoding.isPresent && AcceptEncoding.allowsGzip(acceptEncoding)
    }

    /// The value of any other field, the first where it is repeated. `name` in lower case.
    public func header(_ name: StaticString) -> String? {
        head.field(named: name).map { head.text($0) }
    }
}
