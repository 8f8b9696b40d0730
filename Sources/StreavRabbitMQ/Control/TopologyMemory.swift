import StreavPorts
import Synchronization

/// What this process declared, to declare it again on a server that has forgotten, and what it knows to be there.
final class TopologyMemory: Sendable {
    private struct State {
        var exchanges: Set<String> = []
        /// Exchanges of others that were found.
        var found: Set<String> = []
        var queues: [String: BrokerTopology.Queue] = [:]
        var bindings: [BrokerTopology.Binding] = []
    }

    /// Exchanges, queues and bindings, each; as many as the broker in memory takes.
    static let capacity = 10_000

    /// How long the server may take for each request of many, one after the other; a quorum queue takes some ten
    /// milliseconds.
    static let restoreTime: Duration = .milliseconds(100)

    private let state = Mutex(State())

    /// - Throws: `outOfMemory` when it is too much to keep. Nothing is noted then.
    func note(_ topology: BrokerTopology) throws(BrokerError) {
        try state.withLock { state throws(BrokerError) in
            var changed = state
            changed.exchanges.formUnion(topology.exchanges.map(\.name))
            for queue in topology.queues { changed.queues[queue.name] = queue }
            for binding in topology.bindings where !changed.bindings.contains(binding) {
                changed.bindings.append(binding)
            }
            guard max(changed.exchanges.count, changed.queues.count, changed.bindings.count) <= Self.capacity else {
                throw BrokerError(
                    .outOfMemory, "a process declares at most \(Self.capacity) queues, exchanges and bindings")
            }
            state = changed
        }
    }

    func queue(_ name: String) -> BrokerTopology.Queue? { state.withLock { $0.queues[name] } }

    func knowsExchange(_ name: String) -> Bool {
        state.withLock { $0.exchanges.contains(name) || $0.found.contains(name) }
    }

    func noteFound(exchange: String) {
        state.withLock { state in
            // Rather ask again than keep all that there ever were.
            if state.found.count >= Self.capacity { state.found = [] }
            state.found.insert(exchange)
        }
    }

    func forget(exchange: String) {
        state.withLock { state in
            state.found.remove(exchange)
            state.exchanges.remove(exchange)
            state.bindings.removeAll { $0.exchange == exchange }
        }
    }

    func forget(queue: String) {
        state.withLock { state in
            state.queues[queue] = nil
            state.bindings.removeAll { $0.queue == queue }
        }
    }

    /// The declarations of all but exclusive queues, which are gone with their consumers and are for those to declare.
    func requests() -> [AMQPMethod] {
        state.withLock { state in
            let queues = state.queues.values.filter { !$0.isExclusive }.sorted { $0.name < $1.name }
            let topology = BrokerTopology(
                exchanges: state.exchanges.sorted().map { .init(name: $0) }, queues: queues,
                bindings: state.bindings.filter { state.queues[$0.queue]?.isExclusive != true })
            return TopologyPlan.declarations(of: topology)
        }
    }
}
