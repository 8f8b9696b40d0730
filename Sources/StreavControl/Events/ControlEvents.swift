public import StreavPorts

/// Where events go.
public enum ControlEvents {
    /// A topic exchange.
    public static let exchange = "streav.events"
    /// The exchange alone: who wants events declares queues and bindings of its own.
    public static let topology = BrokerTopology(exchanges: [BrokerTopology.Exchange(name: exchange)])
    /// The types there are, for bindings.
    public static let types = [
        SubscriberChanged.type, BundleChanged.type, LiveStreamChanged.type, OnDemandStreamChanged.type,
        CatalogueChanged.type, ServerChanged.type, AssignmentsChanged.type, ConnectionsClosed.type,
        LiveStreamSteered.type,
    ]

    /// Where a streaming node's events wait for it.
    public static func queue(ofNode name: String) -> String { "streav.streaming.\(name)" }

    /// Where those are kept that a node could not read or act on.
    public static func deadLetterQueue(ofNode name: String) -> String { "\(queue(ofNode: name)).dead" }
}
