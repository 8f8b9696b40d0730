/// Where a request to sign in comes from.
public struct SignInOrigin: Hashable, Sendable {
    /// The client's, as far as the network tells; never what the client says of itself.
    public var address: String?
    public var userAgent: String?
    /// The cookie by which a browser is known that has signed in before.
    public var device: String?

    public init(address: String?, userAgent: String? = nil, device: String? = nil) {
        self.address = address
        self.userAgent = userAgent.map { String($0.unicodeScalars.prefix(200)) }
        self.device = device
    }
}
