import StreavStreaming
import StreavTelemetry
import Synchronization

extension StreamingMetrics {
    func registerLibrary(in registry: MetricRegistry) {
        let library = library
        registry.register(
            "streav_on_demand_held_bytes", help: "Bytes of files' indexes and of segments in memory.", kind: .gauge
        ) {
            let held = library.heldBytes
            return [
                MetricSample(held.indexes, labels: [("kind", "index")]),
                MetricSample(held.segments, labels: [("kind", "segment")]),
            ]
        }
        registry.register(
            "streav_on_demand_lookups_total",
            help: "Files' indexes and segments that were asked for, by whether they were in memory.", kind: .counter
        ) {
            let counters = library.counters
            return [
                ("index", "hit", counters.indexHits.load(ordering: .relaxed)),
                ("index", "miss", counters.indexMisses.load(ordering: .relaxed)),
                ("segment", "hit", counters.segmentHits.load(ordering: .relaxed)),
                ("segment", "miss", counters.segmentMisses.load(ordering: .relaxed)),
            ].map { kind, outcome, count in MetricSample(count, labels: [("kind", kind), ("outcome", outcome)]) }
        }
    }
}
