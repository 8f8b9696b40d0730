import StreavPorts

/// What is to be asked of the server for a topology, in order.
enum TopologyPlan {
    static func declarations(of topology: BrokerTopology) -> [AMQPMethod] {
        var requests: [AMQPMethod] = topology.exchanges.map { .declareExchange($0.name, .topic) }
        let deadLetters = Set(topology.queues.compactMap(\.deadLetterQueue)).sorted()
        requests += deadLetters.map { .declareExchange(DeadLetterExchange.name(for: $0), .fanout) }
        requests += topology.queues.map { .declareQueue(QueueDeclaration($0)) }
        requests += deadLetters.map {
            .bind(queue: $0, exchange: DeadLetterExchange.name(for: $0), pattern: "")
        }
        requests += topology.bindings.map { .bind(queue: $0.queue, exchange: $0.exchange, pattern: $0.pattern) }
        return requests
    }

    /// Queues that the topology names without declaring them: they must be there.
    static func foreignQueues(of topology: BrokerTopology) -> [String] {
        let own = Set(topology.queues.map(\.name))
        return Set(topology.queues.compactMap(\.deadLetterQueue) + topology.bindings.map(\.queue))
            .subtracting(own).sorted()
    }

    /// Exchanges that the topology names without declaring them.
    static func foreignExchanges(of topology: BrokerTopology) -> [String] {
        Set(topology.bindings.map(\.exchange)).subtracting(topology.exchanges.map(\.name)).sorted()
    }
}
