import StreavDelivery
import StreavDomain
import StreavPorts
import StreavStreaming
import StreavTelemetry
import Synchronization

/// What a streaming node tells scrapers beyond its own counters: read when asked, once for a scrape.
struct StreamingMetrics: Sendable {
    private let channels: ScrapeReading<[ChannelSnapshot]>
    private let viewers: ScrapeReading<[ViewerKind: Int]>
    private let endings: SessionEndCounter
    let library: OnDemandLibrary
    private let pool: StructuredTaskPool
    let server: HTTPServerCounters

    private struct ViewerKind: Hashable {
        let format: StreamFormat
        let state: ConnectionSnapshot.State
    }

    init(
        channels: LiveChannels, library: OnDemandLibrary, gatekeeper: Gatekeeper, pool: StructuredTaskPool,
        server: HTTPServerCounters, clock: StreavClock
    ) {
        self.channels = ScrapeReading(clock: clock) { channels.snapshots() }
        viewers = ScrapeReading(clock: clock) {
            gatekeeper.counts().reduce(into: [:]) { counts, kind in
                counts[ViewerKind(format: kind.format, state: kind.state), default: 0] += kind.count
            }
        }
        endings = gatekeeper.endings
        self.library = library
        self.pool = pool
        self.server = server
    }

    func register(in registry: MetricRegistry) {
        ProcessMetrics().register(in: registry)
        registerChannels(in: registry)
        registerSources(in: registry)
        registerViewers(in: registry)
        registerLibrary(in: registry)
        registerServer(in: registry)
    }

    private func registerChannels(in registry: MetricRegistry) {
        let channels = channels
        func channelMetric(
            _ name: String, _ kind: MetricKind, _ help: String, _ value: @escaping @Sendable (ChannelSnapshot) -> Int
        ) {
            registry.register(name, help: help, kind: kind) {
                channels.value().map { MetricSample(value($0), labels: [("stream", "\($0.id)")]) }
            }
        }
        registry.register(
            "streav_channels", help: "Live streams by state.", kind: .gauge
        ) {
            let all = channels.value()
            return [ChannelSnapshot.State.idle, .starting, .onAir, .down].map { state in
                MetricSample(all.count { $0.state == state }, labels: [("state", state.rawValue)])
            }
        }
        channelMetric("streav_channel_input_bytes_total", .counter, "Bytes of media taken from the inputs.") {
            Int($0.bytesIn)
        }
        channelMetric("streav_channel_segments_total", .counter, "Segments published.") { $0.segmentsPublished }
        channelMetric("streav_channel_gaps_total", .counter, "Gaps listed for want of media.") { $0.gapsPublished }
        channelMetric("streav_channel_discontinuities_total", .counter, "Discontinuities listed.") {
            $0.discontinuities
        }
        channelMetric("streav_channel_faults_total", .counter, "Faults seen in the media.") { $0.faults }
        channelMetric("streav_channel_degradations_total", .counter, "Segments that broke a promise of the playlist.") {
            $0.degradations
        }
        channelMetric("streav_channel_held_bytes", .gauge, "Bytes of segments and blocks in memory.") { $0.bytesHeld }
        channelMetric("streav_channel_average_bits_per_second", .gauge, "Mean rate since the stream is on air.") {
            $0.averageBitrate
        }
        channelMetric("streav_channel_switches_total", .counter, "Times another source went on air.") {
            $0.sources?.switches ?? 0
        }
    }

    private func registerSources(in registry: MetricRegistry) {
        let channels = channels
        /// A sample for each source, with a label of its own where `value` gives one; none where it gives nil.
        func sourceMetric(
            _ name: String, _ kind: MetricKind, _ help: String,
            _ value: @escaping @Sendable (SourceSnapshot, _ isActive: Bool) -> (value: Int, label: (String, String)?)?
        ) {
            registry.register(name, help: help, kind: kind) {
                channels.value().flatMap { channel -> [MetricSample] in
                    guard let sources = channel.sources else { return [] }
                    return sources.sources.enumerated().compactMap { index, source in
                        guard let sample = value(source, index == sources.activeIndex) else { return nil }
                        let labels = [("stream", "\(channel.id)"), ("source", "\(index)")]
                        return MetricSample(sample.value, labels: labels + [sample.label].compactMap(\.self))
                    }
                }
            }
        }
        sourceMetric("streav_source_active", .gauge, "1 for the source that feeds its stream.") { ($1 ? 1 : 0, nil) }
        sourceMetric("streav_source_state", .gauge, "1 for the state that a source is in.") { source, _ in
            (1, ("state", source.state.rawValue))
        }
        sourceMetric("streav_source_last_failure", .gauge, "1 for the reason of a source's last failure.") {
            source, _ in
            source.lastFailure.map { (1, ("reason", $0.reason.rawValue)) }
        }
        sourceMetric("streav_source_restarts_total", .counter, "Times a source was opened again.") { source, _ in
            (source.restarts, nil)
        }
        sourceMetric("streav_source_bytes_total", .counter, "Bytes read from a source.") { source, _ in
            (Int(source.bytes), nil)
        }
        sourceMetric("streav_source_degraded", .gauge, "1 where a source delivers too slowly.") { source, _ in
            (source.isDegraded ? 1 : 0, nil)
        }
        sourceMetric("streav_source_divergent", .gauge, "1 where a source has other tracks than the active one.") {
            source, _ in
            (source.isDivergent ? 1 : 0, nil)
        }
    }

    private func registerViewers(in registry: MetricRegistry) {
        let viewers = viewers
        let endings = endings
        let server = server
        let pool = pool
        registry.register(
            "streav_viewers", help: "Sessions by format and state.", kind: .gauge
        ) {
            let counts = viewers.value()
            return StreamFormat.allCases.flatMap { format in
                [ConnectionSnapshot.State.pending, .active].map { state in
                    MetricSample(
                        counts[ViewerKind(format: format, state: state)] ?? 0,
                        labels: [("format", format.rawValue), ("state", state.rawValue)])
                }
            }
        }
        registry.register(
            "streav_sessions_ended_total", help: "Sessions that are over, by reason.", kind: .counter
        ) {
            endings.all.map { MetricSample($0.count, labels: [("reason", $0.label)]) }
        }
        registry.register(
            "streav_transport_stream_viewers", help: "Endless streams being sent now.", kind: .gauge
        ) {
            [MetricSample(server.openStreams.load(ordering: .relaxed))]
        }
        registry.register(
            "streav_admissions", help: "Requests that wait for admission, and that are being admitted.", kind: .gauge
        ) {
            let load = pool.load
            return [
                MetricSample(load.waiting, labels: [("state", "waiting")]),
                MetricSample(load.running, labels: [("state", "running")]),
            ]
        }
    }
}
