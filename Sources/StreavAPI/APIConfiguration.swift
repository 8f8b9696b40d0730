public import StreavControl

/// What an operator says of the API besides where it listens.
public struct APIConfiguration: Sendable, Equatable {
    /// The address under which third parties reach it, without a slash at its end: the issuer of tokens. https, unless
    /// it is a loopback address. Nil: where it listens.
    public var publicURL: String?
    public var playback: PlaybackAddresses
    /// Requests that each OAuth application may make in a second, in the long run.
    public var requestsPerSecond = 100
    /// Requests that each may make at once after a pause.
    public var burst = 200

    public init(publicURL: String? = nil, playback: PlaybackAddresses) {
        self.publicURL = publicURL
        self.playback = playback
    }

    /// What is wrong with the public address; nil when nothing is.
    public static func problem(ofPublicURL text: String) -> String? {
        guard text.utf8.count <= 255, text.utf8.allSatisfy({ (0x21...0x7E).contains($0) }),
            !text.contains(where: { "\"\\?#<>".contains($0) }), text.last != "/"
        else { return "the public address has no query, no fragment and no slash at its end" }
        if text.hasPrefix("https://"), text.utf8.count > 8 { return nil }
        let isLoopback = ["http://127.0.0.1", "http://localhost", "http://[::1]"].contains { start in
            text == start || text.hasPrefix(start + ":") || text.hasPrefix(start + "/")
        }
        return isLoopback ? nil : "the public address begins with https://; http is for this machine alone"
    }
}
