extension SubscriberEntitlement {
    /// Whether one of the subscriber's bundles holds the stream.
    public func holds(_ stream: StreamID) -> Bool {
        switch stream {
        case .live(let id): liveStreamIDs.contains(id)
        case .onDemand(let id): onDemandStreamIDs.contains(id)
        }
    }
}
