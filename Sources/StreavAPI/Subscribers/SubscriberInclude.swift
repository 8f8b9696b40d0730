import StreavStore

/// The names of what can be added to a subscriber.
enum SubscriberInclude {
    static let names: KeyValuePairs<String, CatalogueQueries.SubscriberInclude> = [
        "bundles": .bundles, "ipAddresses": .addresses, "userAgents": .userAgents, "countries": .countries,
    ]
}
