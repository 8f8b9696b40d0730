/// A request method (RFC 9110 section 9). Methods are case-sensitive: `get` is another method than `GET`.
public enum HTTPMethod: Hashable, Sendable {
    case get
    case head
    case post
    case options
    /// A well-formed token of at most ``RequestLimits/maximumMethodLength`` characters.
    case other(String)
}
