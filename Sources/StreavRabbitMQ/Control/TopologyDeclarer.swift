import StreavPorts

/// Declares a topology, all of it or nothing, as far as a protocol without transactions goes: what is named must be
/// there, what is there must be alike, and only then is anything made. What another process does in between can still
/// leave a part of it.
struct TopologyDeclarer {
    let memory: TopologyMemory
    /// Asks the server for one thing; a number is how many messages wait in the queue.
    let ask: @Sendable (AMQPMethod) async throws(BrokerError) -> Int

    func declare(_ topology: BrokerTopology) async throws(BrokerError) {
        try topology.check()
        try checkQueues(of: topology)
        for exchange in TopologyPlan.foreignExchanges(of: topology) {
            try ServerName.check(exchange, "exchange")
            _ = try await ask(.findExchange(exchange))
        }
        for queue in TopologyPlan.foreignQueues(of: topology) {
            try ServerName.check(queue, "queue")
            _ = try await ask(.findQueue(queue))
        }
        var missing: [BrokerTopology.Queue] = []
        for queue in topology.queues {
            if try await isThere(queue.name) {
                // The server does not compare all of it.
                guard memory.queue(queue.name).map({ $0 == queue }) ?? true else { throw Self.differs(queue.name) }
                // Makes nothing; fails where the queue there is another.
                _ = try await ask(.declareQueue(QueueDeclaration(queue)))
            } else {
                missing.append(queue)
            }
        }
        do throws(BrokerError) {
            for request in TopologyPlan.declarations(of: topology) { _ = try await ask(request) }
            try memory.note(topology)
        } catch {
            for queue in missing { _ = try? await ask(.deleteQueue(queue.name)) }
            throw error
        }
    }

    private func isThere(_ queue: String) async throws(BrokerError) -> Bool {
        do throws(BrokerError) {
            _ = try await ask(.findQueue(queue))
            return true
        } catch {
            guard error.code == .unknownTopology else { throw error }
            return false
        }
    }

    /// Chains of dead letters, which the server does not follow.
    private func checkQueues(of topology: BrokerTopology) throws(BrokerError) {
        let declared = Dictionary(topology.queues.map { ($0.name, $0) }, uniquingKeysWith: { first, _ in first })
        for queue in topology.queues {
            guard declared[queue.name] == queue else { throw Self.differs(queue.name) }
            var seen: Set<String> = [queue.name]
            var next = queue.deadLetterQueue
            while let name = next {
                guard seen.insert(name).inserted else {
                    throw BrokerError(
                        .invalidArgument, "the dead letters of queue \(queue.name) come back to \(name)")
                }
                next = (declared[name] ?? memory.queue(name))?.deadLetterQueue
            }
        }
    }

    private static func differs(_ queue: String) -> BrokerError {
        BrokerError(.invalidArgument, "queue \(queue) is there already, and differs")
    }
}
