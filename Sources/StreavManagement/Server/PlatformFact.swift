/// One thing that the platform was told when it started: for the page of settings, which shows and never changes it.
public struct PlatformFact: Hashable, Sendable {
    public enum Kind: String, CaseIterable, Hashable, Sendable {
        case database
        case cache
        case broker
        case listen
        case publicURL = "public-url"
        case proxies
        case logLevel = "log-level"
        case world
    }

    public let kind: Kind
    /// As it is; never a secret.
    public let value: String
    /// What it is told by, such as `STREAV_CACHE_URL`.
    public let setting: String?

    public init(_ kind: Kind, _ value: String, setting: String? = nil) {
        self.kind = kind
        self.value = value
        self.setting = setting
    }
}
