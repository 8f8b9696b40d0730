/// What an administrator or the API sets of a subscriber. The defaults are those of a new one.
public struct SubscriberDetails: Hashable, Sendable, Codable {
    /// Empty for a new subscriber: one is generated.
    public var username: String
    public var email: String?
    public var status: SubscriberStatus
    /// From this moment on the subscription is expired; nil: never. The past is allowed.
    public var expiresAt: Timestamp?
    /// Connections at once. 1 to 10 000.
    public var maxConnections: Int
    public var isTrial: Bool
    /// The dashboard's user who looks after this subscriber.
    public var owner: UserID?
    public var note: String?
    public var allowsHLS: Bool
    public var allowsTransportStream: Bool
    /// In order of priority.
    public var bundles: [BundleID]
    /// Addresses and CIDR blocks. Empty: any.
    public var addresses: [String]
    /// Parts of user agents, of which one must occur, ignoring case. Empty: any.
    public var userAgents: [String]
    /// ISO 3166-1 alpha-2 in upper case. Empty: any.
    public var countries: [String]

    public static let maxConnectionsRange = 1...10_000
    /// The longest list of bundles, addresses, user agents and countries.
    public static let listLimit = 100
    /// As many as there are.
    public static let countryLimit = 249
    public static let noteLimit = 2000

    public init(
        username: String = "", email: String? = nil, status: SubscriberStatus = .active, expiresAt: Timestamp? = nil,
        maxConnections: Int = 1, isTrial: Bool = false, owner: UserID? = nil, note: String? = nil,
        allowsHLS: Bool = true, allowsTransportStream: Bool = true, bundles: [BundleID] = [],
        addresses: [String] = [], userAgents: [String] = [], countries: [String] = []
    ) {
        self.username = username
        self.email = email
        self.status = status
        self.expiresAt = expiresAt
        self.maxConnections = maxConnections
        self.isTrial = isTrial
        self.owner = owner
        self.note = note
        self.allowsHLS = allowsHLS
        self.allowsTransportStream = allowsTransportStream
        self.bundles = bundles
        self.addresses = addresses
        self.userAgents = userAgents
        self.countries = countries
    }
}

extension SubscriberDetails {
    /// The same with addresses and countries in their one written form.
    ///
    /// - Throws: Every rule that is broken, by the API's names of the members.
    public func validated() throws(InvalidInput) -> SubscriberDetails {
        var problems = InvalidInput()
        problems.require(
            Username.isValid(username), "username",
            "must be 1 to 64 letters, digits or . _ @ -, not dots alone, and no word of the platform's own addresses")
        problems.require(email.map(TextRule.isEmail) ?? true, "email", "must be an e-mail address")
        problems.require(
            Self.maxConnectionsRange.contains(maxConnections), "maxConnections", "must be 1 to 10000")
        problems.require(
            note.map { TextRule.isText($0, limit: Self.noteLimit) } ?? true, "note", "must have at most 2000 characters"
        )
        problems.requireList(bundles, "bundles", atMost: Self.listLimit)

        var result = self
        let networks = addresses.map { IPNetwork($0) }
        for (index, network) in networks.enumerated() {
            problems.require(network != nil, "ipAddresses[\(index)]", "must be an IPv4 or IPv6 address or a CIDR block")
        }
        result.addresses = networks.compactMap { $0?.description }
        problems.requireList(result.addresses, "ipAddresses", atMost: Self.listLimit)

        for (index, agent) in userAgents.enumerated() {
            let isValid = (1...255).contains(agent.unicodeScalars.count) && TextRule.isLine(agent)
            problems.require(isValid, "userAgents[\(index)]", "must have 1 to 255 characters on one line")
        }
        problems.requireList(userAgents, "userAgents", atMost: Self.listLimit)

        result.countries = countries.map { $0.uppercased() }
        for (index, country) in result.countries.enumerated() {
            problems.require(
                CountryCode.isAssigned(country), "countries[\(index)]", "must be an ISO 3166-1 code of two letters")
        }
        problems.requireList(result.countries, "countries", atMost: Self.countryLimit)
        try problems.throwIfAny()
        return result
    }
}
