public import StreavTelemetry

/// What the delivery of live streams counts.
public struct DeliveryCounters: Sendable {
    /// Payload of MPEG-TS viewers, segments and playlists, in bytes.
    public let transportBytes: Counter
    public let segmentBytes: Counter
    public let playlistBytes: Counter
    public let segments: Counter
    public let playlists: Counter
    /// Answers from files by ranges, their bytes, and what could not be made of a file, by reason.
    public let files: Counter
    public let fileBytes: Counter
    public let onDemandFailures: LabelledCounter
    /// MPEG-TS viewers that were moved to the newest key frame, and those closed, by reason.
    public let viewerJumps: Counter
    public let viewerDrops: LabelledCounter
    /// Refusals by code.
    public let denials: LabelledCounter
    /// Players that were sent on to another node.
    public let redirects: Counter
    /// Segment addresses whose signature did not hold.
    public let badSignatures: Counter
    /// What players say of themselves.
    public let clientMedia: ClientMediaCounters

    public init(registry: MetricRegistry) {
        transportBytes = registry.counter(
            "streav_transport_stream_sent_bytes_total", help: "Bytes of MPEG-TS handed to viewers' sockets.")
        segmentBytes = registry.counter(
            "streav_segment_sent_bytes_total", help: "Bytes of segments handed to viewers' sockets.")
        playlistBytes = registry.counter(
            "streav_playlist_sent_bytes_total", help: "Bytes of playlists handed to viewers' sockets.")
        segments = registry.counter("streav_segment_requests_total", help: "Segments served.")
        playlists = registry.counter("streav_playlist_requests_total", help: "Playlists served.")
        files = registry.counter("streav_file_requests_total", help: "Answers from files by ranges.")
        fileBytes = registry.counter(
            "streav_file_sent_bytes_total", help: "Bytes of files handed to viewers' sockets.")
        onDemandFailures = registry.counter(
            "streav_on_demand_failures_total", help: "Requests for on-demand streams that failed, by reason.",
            labels: ["reason"])
        viewerJumps = registry.counter(
            "streav_viewer_jumps_total", help: "Slow MPEG-TS viewers moved to the newest key frame.")
        viewerDrops = registry.counter(
            "streav_viewer_drops_total", help: "MPEG-TS viewers closed, by reason.", labels: ["reason"])
        denials = registry.counter(
            "streav_denials_total", help: "Requests refused by admission, by code.", labels: ["code"])
        redirects = registry.counter(
            "streav_redirects_total", help: "Requests sent on to the node that runs their stream.")
        badSignatures = registry.counter(
            "streav_bad_segment_signatures_total", help: "Segment requests whose address was not signed by us.")
        clientMedia = ClientMediaCounters(registry: registry)
    }
}
