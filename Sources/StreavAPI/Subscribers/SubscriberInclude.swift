/// What can be added to a subscriber.
enum SubscriberInclude: Hashable, Sendable {
    case bundles
    case addresses
    case userAgents
    case countries

    static let names: KeyValuePairs<String, SubscriberInclude> = [
        "bundles": .bundles, "ipAddresses": .addresses, "userAgents": .userAgents, "countries": .countries,
    ]
}
