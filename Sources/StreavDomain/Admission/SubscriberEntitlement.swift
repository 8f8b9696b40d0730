/// What a subscriber may do: all that a node must know of one to admit a viewer and to keep serving.
public struct SubscriberEntitlement: Hashable, Sendable, Codable {
    public let id: SubscriberID
    /// As written by the administrator; compared ignoring case.
    public var username: String
    /// The keyed hash of the access token, 32 bytes. The token itself never leaves the control plane.
    public var accessTokenHash: [UInt8]
    public var status: SubscriberStatus
    /// From this moment on the subscription is expired; nil: never.
    public var expiresAt: Timestamp?
    /// Connections at once, 1 to 10 000.
    public var maxConnections: Int
    public var allowsHLS: Bool
    public var allowsTransportStream: Bool
    /// Empty: any address.
    public var networks: [IPNetwork]
    /// Parts of user agents, of which one must occur, ignoring case. Empty: any.
    public var userAgents: [String]
    /// ISO 3166-1 alpha-2 in upper case. Empty: any.
    public var countries: [String]
    /// The live streams of all bundles.
    public var liveStreamIDs: LiveStreamSet
    /// The streams of all movies, and of all episodes of all shows, of all bundles.
    public var onDemandStreamIDs: OnDemandStreamSet
    /// Grows with every change of the subscriber, so that an older reading never replaces a newer one.
    public var generation: Int64

    public init(
        id: SubscriberID, username: String, accessTokenHash: [UInt8], status: SubscriberStatus = .active,
        expiresAt: Timestamp? = nil, maxConnections: Int = 1, allowsHLS: Bool = true,
        allowsTransportStream: Bool = true, networks: [IPNetwork] = [], userAgents: [String] = [],
        countries: [String] = [], liveStreamIDs: LiveStreamSet = .empty,
        onDemandStreamIDs: OnDemandStreamSet = .empty, generation: Int64 = 0
    ) {
        self.id = id
        self.username = username
        self.accessTokenHash = accessTokenHash
        self.status = status
        self.expiresAt = expiresAt
        self.maxConnections = maxConnections
        self.allowsHLS = allowsHLS
        self.allowsTransportStream = allowsTransportStream
        self.networks = networks
        self.userAgents = userAgents
        self.countries = countries
        self.liveStreamIDs = liveStreamIDs
        self.onDemandStreamIDs = onDemandStreamIDs
        self.generation = generation
    }

    /// Expired is not a status: it follows from the expiry.
    public func isExpired(at now: Timestamp) -> Bool {
        guard let expiresAt else { return false }
        return now >= expiresAt
    }

    /// Files by ranges are always allowed.
    public func allows(_ format: StreamFormat) -> Bool {
        switch format {
        case .hls: allowsHLS
        case .transportStream: allowsTransportStream
        case .progressive: true
        }
    }
}

extension SubscriberEntitlement: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    /// The id alone: neither the username nor the token's hash belongs in a log (S41).
    public var description: String { "subscriber \(id)" }
    public var debugDescription: String { description }
    public var customMirror: Mirror { Mirror(self, children: ["id": id]) }
}
