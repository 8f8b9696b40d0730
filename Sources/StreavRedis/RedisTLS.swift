/// How a server's certificate is judged. Names and addresses are checked along with the chain.
public struct RedisTLS: Sendable, Equatable {
    /// False accepts any certificate: whoever is in between can read and change everything.
    public let verifies: Bool
    /// A PEM file of the authorities to trust in place of the system's.
    public let authorityPath: String?

    public init(verifies: Bool = true, authorityPath: String? = nil) {
        self.verifies = verifies
        self.authorityPath = authorityPath
    }
}
