import StreavDelivery
import StreavDomain
import StreavPorts
import StreavStreaming
import StreavTelemetry
import Synchronization

/// What a streaming node tells scrapers beyond its own counters: read when asked.
enum StreamingMetrics {
    static func register(
        in registry: MetricRegistry, channels: LiveChannels, gatekeeper: Gatekeeper, server: HTTPServerCounters,
        clock: StreavClock
    ) {
        ProcessMetrics().register(in: registry)
        registerChannels(in: registry, channels)
        registerSources(in: registry, channels)
        registerSessions(in: registry, gatekeeper)
        registerServer(in: registry, server)
    }

    private static func registerChannels(in registry: MetricRegistry, _ channels: LiveChannels) {
        func channelMetric(
            _ name: String, _ kind: MetricKind, _ help: String, _ value: @escaping @Sendable (ChannelSnapshot) -> Double
        ) {
            registry.register(name, help: help, kind: kind) {
                channels.snapshots().map { MetricSample(value($0), labels: [("stream", "\($0.id)")]) }
            }
        }
        registry.register(
            "streav_channels", help: "Live streams by state.", kind: .gauge
        ) {
            let all = channels.snapshots()
            return [ChannelSnapshot.State.idle, .starting, .onAir, .down].map { state in
                MetricSample(Double(all.count { $0.state == state }), labels: [("state", state.rawValue)])
            }
        }
        channelMetric("streav_channel_input_bytes_total", .counter, "Bytes of media taken from the inputs.") {
            Double($0.bytesIn)
        }
        channelMetric("streav_channel_segments_total", .counter, "Segments published.") { Double($0.segmentsPublished) }
        channelMetric("streav_channel_gaps_total", .counter, "Gaps listed for want of media.") {
            Double($0.gapsPublished)
        }
        channelMetric("streav_channel_discontinuities_total", .counter, "Discontinuities listed.") {
            Double($0.discontinuities)
        }
        channelMetric("streav_channel_faults_total", .counter, "Faults seen in the media.") { Double($0.faults) }
        channelMetric("streav_channel_degradations_total", .counter, "Segments that broke a promise of the playlist.") {
            Double($0.degradations)
        }
        channelMetric("streav_channel_held_bytes", .gauge, "Bytes of segments and blocks in memory.") {
            Double($0.bytesHeld)
        }
        channelMetric("streav_channel_average_bits_per_second", .gauge, "Mean rate since the stream is on air.") {
            Double($0.averageBitrate)
        }
    }

    private static func registerSources(in registry: MetricRegistry, _ channels: LiveChannels) {
        func sourceMetric(
            _ name: String, _ kind: MetricKind, _ help: String,
            _ value: @escaping @Sendable (SourceSnapshot, Bool) -> Double
        ) {
            registry.register(name, help: help, kind: kind) {
                channels.snapshots().flatMap { channel -> [MetricSample] in
                    guard let sources = channel.sources else { return [] }
                    return sources.sources.enumerated().map { index, source in
                        MetricSample(
                            value(source, index == sources.activeIndex),
                            labels: [("stream", "\(channel.id)"), ("source", "\(index)")])
                    }
                }
            }
        }
        sourceMetric("streav_source_active", .gauge, "1 for the source that feeds its stream.") { $1 ? 1 : 0 }
        sourceMetric("streav_source_restarts_total", .counter, "Times a source was opened again.") { source, _ in
            Double(source.restarts)
        }
        sourceMetric("streav_source_bytes_total", .counter, "Bytes read from a source.") { source, _ in
            Double(source.bytes)
        }
        sourceMetric("streav_source_degraded", .gauge, "1 where a source delivers too slowly.") { source, _ in
            source.isDegraded ? 1 : 0
        }
    }

    private static func registerSessions(in registry: MetricRegistry, _ gatekeeper: Gatekeeper) {
        registry.register(
            "streav_viewers", help: "Sessions by format and state.", kind: .gauge
        ) {
            let sessions = gatekeeper.snapshot()
            var counts: [String: [String: Int]] = [:]
            for session in sessions {
                counts[session.format.rawValue, default: [:]][session.state.rawValue, default: 0] += 1
            }
            return [StreamFormat.hls, .transportStream].flatMap { format in
                [ConnectionSnapshot.State.pending, .active].map { state in
                    MetricSample(
                        counts[format.rawValue]?[state.rawValue] ?? 0,
                        labels: [("format", format.rawValue), ("state", state.rawValue)])
                }
            }
        }
    }

    private static func registerServer(in registry: MetricRegistry, _ server: HTTPServerCounters) {
        registry.register(
            "streav_http_connections", help: "Sockets open on the streaming port.", kind: .gauge
        ) {
            [MetricSample(Double(server.openConnections.load(ordering: .relaxed)))]
        }
        registry.register(
            "streav_http_requests_total", help: "Requests on the streaming port.", kind: .counter
        ) {
            [MetricSample(Double(server.requests.load(ordering: .relaxed)))]
        }
        registry.register(
            "streav_http_rejected_requests_total", help: "Requests refused for their form.", kind: .counter
        ) {
            [MetricSample(Double(server.rejectedRequests.load(ordering: .relaxed)))]
        }
        registry.register(
            "streav_http_responses_total", help: "Answers on the streaming port, by status class.", kind: .counter
        ) {
            (2...5).map {
                MetricSample(Double(server.responses(class: $0)), labels: [("class", "\($0)xx")])
            }
        }
        registry.register(
            "streav_http_closes_total", help: "Connections that ended, by reason.", kind: .counter
        ) {
            HTTPCloseReason.allCases.map {
                MetricSample(Double(server.closes($0)), labels: [("reason", $0.rawValue)])
            }
        }
    }
}
