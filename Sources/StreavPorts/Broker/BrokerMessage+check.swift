extension BrokerMessage {
    /// Holds the message and where it goes to the bounds of the port, as every broker does before it publishes.
    ///
    /// - Throws: `invalidArgument`.
    public func check(routingKey: String) throws(BrokerError) {
        guard (1...BrokerLimits.idBytes).contains(id.utf8.count), id.utf8.allSatisfy({ (0x21...0x7E).contains($0) })
        else {
            throw BrokerError(
                .invalidArgument, "a message's id has 1 to \(BrokerLimits.idBytes) visible ASCII characters")
        }
        guard (1...BrokerLimits.nameBytes).contains(type.utf8.count) else {
            throw BrokerError(.invalidArgument, "a message's type has 1 to \(BrokerLimits.nameBytes) bytes")
        }
        guard routingKey.utf8.count <= BrokerLimits.nameBytes else {
            throw BrokerError(.invalidArgument, "a routing key has at most \(BrokerLimits.nameBytes) bytes")
        }
        guard body.count <= Self.maximumBodyBytes else {
            throw BrokerError(.invalidArgument, "a body has at most \(Self.maximumBodyBytes) bytes")
        }
    }
}
