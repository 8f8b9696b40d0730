extension BrokerTopology {
    /// Holds names, patterns, lengths and limits to the bounds of the port, as every broker does before it declares.
    ///
    /// - Throws: `invalidArgument`.
    public func check() throws(BrokerError) {
        for exchange in exchanges { try Self.check(exchange.name, "exchange") }
        for queue in queues { try queue.check() }
        for binding in bindings {
            guard binding.pattern.utf8.count <= BrokerLimits.nameBytes else {
                throw BrokerError(.invalidArgument, "a pattern has at most \(BrokerLimits.nameBytes) bytes")
            }
        }
    }

    fileprivate static func check(_ name: String, _ role: String) throws(BrokerError) {
        guard (1...BrokerLimits.nameBytes).contains(name.utf8.count) else {
            throw BrokerError(.invalidArgument, "the name of a \(role) has 1 to \(BrokerLimits.nameBytes) bytes")
        }
    }
}

extension BrokerTopology.Queue {
    fileprivate func check() throws(BrokerError) {
        try BrokerTopology.check(name, "queue")
        guard BrokerLimits.deliveryLimit.contains(deliveryLimit) else {
            throw BrokerError(.invalidArgument, "a delivery limit is \(BrokerLimits.deliveryLimit)")
        }
        guard BrokerLimits.queueLength.contains(maximumLength) else {
            throw BrokerError(.invalidArgument, "a queue's maximum length is \(BrokerLimits.queueLength)")
        }
    }
}
