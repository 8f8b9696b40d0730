/// One input of a live stream.
public struct LiveStreamSource: Hashable, Sendable, Encodable {
    /// Where the media comes from. May hold credentials: shown and logged as ``redactedAddress`` only.
    public var address: String
    /// Without data for so long the source is dead. 0.5 s to 60 s.
    public var deadAfter: Duration

    public static let deadAfterRange: ClosedRange<Duration> = .milliseconds(500)...Duration.seconds(60)
    /// The longest address, in UTF-8 bytes.
    public static let addressBytes = 4096

    public init(address: String, deadAfter: Duration = .seconds(2)) {
        self.address = address
        self.deadAfter = deadAfter
    }

    /// The address without what may be secret: user and password, query, fragment.
    public var redactedAddress: String {
        var rest = address[...]
        var cut = false
        if let end = rest.firstIndex(where: { $0 == "?" || $0 == "#" }) {
            rest = rest[..<end]
            cut = true
        }
        guard let scheme = rest.firstRange(of: "://") else { return String(rest) + (cut ? "?…" : "") }
        let afterScheme = rest[scheme.upperBound...]
        let authorityEnd = afterScheme.firstIndex(of: "/") ?? afterScheme.endIndex
        let authority = afterScheme[..<authorityEnd]
        let host =
            authority.lastIndex(of: "@").map { "…@" + authority[authority.index(after: $0)...] } ?? String(authority)
        return String(rest[..<scheme.upperBound]) + host + afterScheme[authorityEnd...] + (cut ? "?…" : "")
    }

    /// Writes the redacted address: what is encoded is for logs and for people.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(redactedAddress, forKey: .address)
        try container.encode(deadAfter.wholeMilliseconds, forKey: .deadAfterMilliseconds)
    }

    private enum CodingKeys: String, CodingKey {
        case address
        case deadAfterMilliseconds
    }
}
