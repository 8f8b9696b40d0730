public import StreavControl
public import StreavCrypto
public import StreavDomain

/// What an operator says of the dashboard besides where it listens.
public struct ManagementConfiguration: Sendable {
    /// The simulator's page for whoever has not signed in.
    public struct Landing: Sendable {
        /// What to show; asked for with each request.
        public var catalogue: @Sendable () async -> LandingCatalogue
        /// Whom one can sign in as.
        public var administrator: LandingAdministrator?

        public init(
            catalogue: @escaping @Sendable () async -> LandingCatalogue, administrator: LandingAdministrator? = nil
        ) {
            self.catalogue = catalogue
            self.administrator = administrator
        }
    }

    /// Under which browsers reach it. Without it the dashboard answers its own machine alone, since passwords must not
    /// go over a network in the clear.
    public var publicURL: String?
    /// Whose `X-Forwarded-For` is believed.
    public var trustedProxies: [IPNetwork] = []
    public var landing: Landing?
    /// Where players reach the streaming servers; nil: the dashboard does not know, and shows no addresses.
    public var playback: PlaybackAddresses?
    /// What the process was told, for the page of settings: never a secret.
    public var facts: [PlatformFact] = []
    /// Looks at the address of a source for a few seconds, by the rules of sources; nil: sources cannot be tested.
    public var probe: (@Sendable (String) async -> SourceProbe)?
    /// Where files of the media root can be looked at; nil: not from here.
    public var fileProbe: MediaFileProbe?
    /// Where posters and portraits are kept; nil: they cannot be uploaded here, nor shown.
    public var pictures: PictureStore?
    /// What hashing a password costs. Weaker ones are for tests.
    public var passwordCost: ScryptCost = .standard

    public init(publicURL: String? = nil) {
        self.publicURL = publicURL
    }

    /// What is wrong with the public address; nil when nothing is.
    public static func problem(ofPublicURL text: String) -> String? {
        guard text.utf8.count <= 255, text.utf8.allSatisfy({ (0x21...0x7E).contains($0) }) else {
            return "it holds characters that no address has"
        }
        let rest: Substring
        if text.hasPrefix("https://") {
            rest = text.dropFirst(8)
        } else if text.hasPrefix("http://") {
            rest = text.dropFirst(7)
            let host = rest.hasPrefix("[") ? rest.prefix { $0 != "]" } + "]" : rest.prefix { $0 != ":" }
            guard ["localhost", "127.0.0.1", "[::1]"].contains(String(host)) else {
                return "it begins with https://; http is for this machine alone"
            }
        } else {
            return "it begins with https://"
        }
        guard !rest.isEmpty, !rest.contains(where: { "/?#@\\\"<>".contains($0) }) else {
            return "it is a scheme, a host and perhaps a port"
        }
        return nil
    }
}
