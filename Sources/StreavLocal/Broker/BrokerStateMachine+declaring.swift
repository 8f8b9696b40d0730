import StreavPorts

extension BrokerStateMachine {
    /// Adds what is not there yet; nothing when a part of it is wrong.
    mutating func declare(_ topology: BrokerTopology) throws(BrokerError) {
        try topology.check()
        var changed = self
        for exchange in topology.exchanges {
            if changed.exchanges[exchange.name] == nil { changed.exchanges[exchange.name] = [] }
        }
        for queue in topology.queues {
            try changed.add(queue)
        }
        for queue in topology.queues {
            try changed.checkDeadLetters(of: queue)
        }
        for binding in topology.bindings {
            try changed.add(binding)
        }
        let bindings = changed.exchanges.values.reduce(0) { $0 + $1.count }
        guard max(changed.exchanges.count, changed.queues.count, bindings) <= limits.names else {
            throw BrokerError(.outOfMemory, "the broker has at most \(limits.names) queues, exchanges and bindings")
        }
        self = changed
    }

    private mutating func add(_ queue: BrokerTopology.Queue) throws(BrokerError) {
        if let present = queues[queue.name] {
            guard present.declaration == queue else {
                throw BrokerError(.invalidArgument, "queue \(queue.name) is there already, and differs")
            }
        } else {
            queues[queue.name] = MemoryQueue(queue)
        }
    }

    /// Dead-letter queues exist and lead to an end, or a full queue could push messages round for ever.
    private func checkDeadLetters(of queue: BrokerTopology.Queue) throws(BrokerError) {
        var seen: Set<String> = [queue.name]
        var next = queue.deadLetterQueue
        while let name = next {
            guard let present = queues[name] else {
                throw BrokerError(.unknownTopology, "queue \(queue.name) names \(name), which was not declared")
            }
            guard seen.insert(name).inserted else {
                throw BrokerError(.invalidArgument, "the dead letters of queue \(queue.name) come back to \(name)")
            }
            next = present.declaration.deadLetterQueue
        }
    }

    private mutating func add(_ binding: BrokerTopology.Binding) throws(BrokerError) {
        guard queues[binding.queue] != nil, let present = exchanges[binding.exchange] else {
            throw BrokerError(
                .unknownTopology, "a binding joins \(binding.exchange) and \(binding.queue): declare both")
        }
        let added = Binding(queue: binding.queue, pattern: TopicPattern(binding.pattern))
        if !present.contains(added) { exchanges[binding.exchange]?.append(added) }
    }
}
