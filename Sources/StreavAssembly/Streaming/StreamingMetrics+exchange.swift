import StreavPorts
import StreavStreaming
import StreavTelemetry
import Synchronization

extension StreamingMetrics {
    /// What went between nodes; nothing where the node takes no part in that.
    static func register(_ store: FleetMediaStore?, in registry: MetricRegistry) {
        guard let store else { return }
        let counters = store.counters
        func counter(_ name: String, _ help: String, _ value: @escaping @Sendable (NodeExchangeCounters) -> Int) {
            registry.register(name, help: help, kind: .counter) { [MetricSample(value(counters))] }
        }
        registry.register(
            "streav_node_media_blocks_total",
            help: "Blocks of other nodes' files that were asked for, by whether they were kept here.", kind: .counter
        ) {
            [
                MetricSample(counters.hits.load(ordering: .relaxed), labels: [("outcome", "hit")]),
                MetricSample(counters.misses.load(ordering: .relaxed), labels: [("outcome", "miss")]),
            ]
        }
        counter("streav_node_media_fetched_bytes_total", "Bytes of files that other nodes gave.") {
            $0.fetchedBytes.load(ordering: .relaxed)
        }
        counter("streav_node_media_given_bytes_total", "Bytes of files that were given to other nodes.") {
            $0.givenBytes.load(ordering: .relaxed)
        }
        counter("streav_node_media_failures_total", "Requests to other nodes that had no answer, or none that holds.") {
            $0.failures.load(ordering: .relaxed)
        }
        counter("streav_node_media_unkept_total", "Blocks that could not be kept.") {
            $0.unkept.load(ordering: .relaxed)
        }
        counter("streav_node_media_refusals_total", "Requests for files that no node can have made.") {
            $0.refusals.load(ordering: .relaxed)
        }
        registry.register(
            "streav_node_media_held_bytes", help: "Bytes of other nodes' files that are kept here.", kind: .gauge
        ) { [MetricSample(store.blocks.heldBytes)] }
    }
}
