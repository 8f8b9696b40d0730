/// The field in which proxies name the client.
public enum ForwardingHeader: String, Sendable {
    case xForwardedFor = "x-forwarded-for"
    /// RFC 7239.
    case forwarded
}
