public import Logging
public import StreavCrypto
public import StreavPorts
public import StreavSQL

/// The ports a platform runs on, production or local: all that tells one deployment from another.
public struct Platform: Sendable {
    public var clock: StreavClock
    public var entropy: any Entropy
    public var database: any Database
    public var cache: any Cache
    public var broker: any MessageBroker
    public var sources: any MediaSourceOpener
    /// Files of on-demand streams.
    public var media: any MediaStore
    public var countries: any CountryLookup
    /// The key that every other key is derived from.
    public var secret: SecretKey
    public var logger: Logger

    public init(
        clock: StreavClock, entropy: any Entropy, database: any Database, cache: any Cache,
        broker: any MessageBroker, sources: any MediaSourceOpener, media: any MediaStore,
        countries: any CountryLookup, secret: SecretKey, logger: Logger
    ) {
        self.clock = clock
        self.entropy = entropy
        self.database = database
        self.cache = cache
        self.broker = broker
        self.sources = sources
        self.media = media
        self.countries = countries
        self.secret = secret
        self.logger = logger
    }
}
