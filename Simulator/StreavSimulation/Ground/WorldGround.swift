import StreavCrypto
import StreavPorts
import StreavSQL

/// What a world stands on: its services, its key, and where what it tells once is kept.
struct WorldGround: Sendable {
    let database: any Database
    let cache: any Cache
    let broker: any MessageBroker
    /// Behind the cache.
    let insides: any CacheInsides
    let secret: SecretKey
    /// Makes the world.
    let entropy: any Entropy
    /// For all that is drawn once it is there: a world that is started again must not draw anew what it has kept.
    let running: any Entropy
    /// What ``entropy`` was made of; nil: nobody knows.
    let seed: UInt64?
    /// Nil: nothing is kept.
    let keeping: (any WorldKeeping)?
    /// What must be well besides the database, by name.
    var probes: [String: @Sendable () async -> Bool] = [:]
    /// Ends what is connected, and removes what was made for the time being.
    var close: @Sendable () async -> Void = {}
}
