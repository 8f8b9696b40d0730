import StreavCrypto
import StreavDelivery
import StreavPorts
import StreavStreaming

/// The files of a node: its own, and those of the fleet where it takes part in the exchange.
struct NodeMedia: Sendable {
    /// What players are served from.
    let store: any MediaStore
    /// Nil where the node takes no part.
    let fleet: FleetMediaStore?
    let door: NodeDoor?
    let announcement: AddressAnnouncement?
    let fetches: StructuredTaskPool?

    init(_ platform: Platform, _ configuration: StreamingConfiguration, fleet map: FleetMap) {
        guard let exchange = configuration.exchange else {
            store = platform.media
            (fleet, door, announcement, fetches) = (nil, nil, nil, nil)
            return
        }
        let clock = platform.clock
        let signer = NodeExchangeSigner(keys: SigningKeys(id: 1, key: platform.secret.derived(for: .nodeExchange)))
        let addresses = NodeAddresses(cache: platform.cache, clock: clock)
        let shared = FleetMediaStore(
            local: platform.media, blocks: exchange.blocks, peers: { map.peers }, transport: exchange.transport,
            signer: signer, addresses: addresses, clock: clock, entropy: platform.entropy.fork("exchange"),
            logger: platform.logger)
        store = shared
        fleet = shared
        door = NodeDoor(
            gate: NodeGuard(signer: signer, name: configuration.name, clock: clock), store: platform.media,
            counters: shared.counters)
        announcement = AddressAnnouncement(
            addresses: addresses, name: configuration.name, clock: clock, logger: platform.logger)
        fetches = StructuredTaskPool(concurrency: exchange.fetches, maximumWaiting: exchange.waitingFetches)
    }
}
