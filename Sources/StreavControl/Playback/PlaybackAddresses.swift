/// Where players reach the streaming server.
public struct PlaybackAddresses: Sendable, Equatable {
    /// Without a slash at its end, such as `https://tv.example.org` or `http://127.0.0.1:8000`.
    public var publicURL: String
    /// Where the same server is reached by https; nil when it is nowhere.
    public var secureURL: String?

    /// - Parameter secureURL: Nil: the public address, when that is https.
    public init(publicURL: String, secureURL: String? = nil) {
        self.publicURL = publicURL
        self.secureURL = secureURL ?? (publicURL.hasPrefix("https://") ? publicURL : nil)
    }
}
