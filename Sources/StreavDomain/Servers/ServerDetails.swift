/// What an administrator sets of a server.
public struct ServerDetails: Hashable, Sendable, Codable {
    /// Unique ignoring case.
    public var name: String
    /// Where players reach it, e.g. `https://edge1.example.org`.
    public var publicURL: String
    public var status: ServerStatus
    /// How many live streams it takes in proportion to the others. 1 to 1000.
    public var weight: Int

    public init(name: String, publicURL: String, status: ServerStatus = .active, weight: Int = 1) {
        self.name = name
        self.publicURL = publicURL
        self.status = status
        self.weight = weight
    }

    public func validated() throws(InvalidInput) -> ServerDetails {
        var problems = InvalidInput()
        problems.require(TextRule.isName(name, limit: 100), "name", "must have 1 to 100 characters on one line")
        let hasScheme = ["http://", "https://"].contains { publicURL.hasPrefix($0) && publicURL != $0 }
        problems.require(
            hasScheme && publicURL.utf8.count <= 255 && TextRule.isLine(publicURL) && !publicURL.contains(" "),
            "publicUrl", "must be an absolute http or https address")
        problems.require((1...1000).contains(weight), "weight", "must be 1 to 1000")
        try problems.throwIfAny()
        return self
    }
}
