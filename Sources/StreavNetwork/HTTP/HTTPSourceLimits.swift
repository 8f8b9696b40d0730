/// Bounds of what a server can do to ``HTTPTransportSource``.
public struct HTTPSourceLimits: Sendable, Equatable {
    /// Redirects followed; each is checked like the first address.
    public var redirects = 5
    /// All fields of an answer together, and one of them, in bytes.
    public var headBytes = 32 * 1024
    public var fieldBytes = 8 * 1024
    public var fields = 100
    /// For the lookup of the name and the connection.
    public var connectTime: Duration = .seconds(5)
    /// From the connection to the end of the answer's head, however slowly it drips.
    public var headTime: Duration = .seconds(10)

    public init() {}
}
