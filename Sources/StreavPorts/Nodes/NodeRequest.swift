/// A request of one streaming node to another.
public struct NodeRequest: Sendable, Hashable {
    public enum Method: String, Sendable {
        case get = "GET"
        case head = "HEAD"
    }

    public var method: Method
    /// Of `http://HOST[:PORT]`, without a slash at its end.
    public var base: String
    /// Begins with `/`; of characters that need no encoding.
    public var path: String
    /// Besides those that every request has.
    public var fields: [NodeField]

    public init(_ method: Method, base: String, path: String, fields: [NodeField]) {
        self.method = method
        self.base = base
        self.path = path
        self.fields = fields
    }
}
