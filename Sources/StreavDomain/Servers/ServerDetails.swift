/// What an administrator sets of a server.
public struct ServerDetails: Hashable, Sendable, Codable {
    /// Unique ignoring case.
    public var name: String
    /// Where players reach it, e.g. `https://edge1.example.org`.
    public var publicURL: String
    public var status: ServerStatus

    public init(name: String, publicURL: String, status: ServerStatus = .active) {
        self.name = name
        self.publicURL = publicURL
        self.status = status
    }

    public func validated() throws(InvalidInput) -> ServerDetails {
        var problems = InvalidInput()
        problems.require(TextRule.isName(name, limit: 100), "name", "must have 1 to 100 characters on one line")
        let hasScheme = ["http://", "https://"].contains { publicURL.hasPrefix($0) && publicURL != $0 }
        problems.require(
            hasScheme && publicURL.utf8.count <= 255 && TextRule.isLine(publicURL) && !publicURL.contains(" "),
            "publicUrl", "must be an absolute http or https address")
        try problems.throwIfAny()
        return self
    }
}
