/// What an administrator sets of a bundle.
public struct BundleDetails: Hashable, Sendable, Codable {
    /// Unique ignoring case.
    public var name: String
    public var description: String?
    /// In order.
    public var liveStreams: [LiveStreamID]

    /// The most live streams of one bundle.
    public static let liveStreamLimit = 60_000

    public init(name: String, description: String? = nil, liveStreams: [LiveStreamID] = []) {
        self.name = name
        self.description = description
        self.liveStreams = liveStreams
    }

    public func validated() throws(InvalidInput) -> BundleDetails {
        var problems = InvalidInput()
        problems.require(TextRule.isName(name), "name", "must have 1 to 200 characters on one line")
        problems.require(
            description.map { TextRule.isText($0, limit: 2000) } ?? true, "description",
            "must have at most 2000 characters")
        problems.requireList(liveStreams, "liveStreams", atMost: Self.liveStreamLimit)
        try problems.throwIfAny()
        return self
    }
}
