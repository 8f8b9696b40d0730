import StreavTelemetry

/// How players do, as they say themselves: what no server can see from its end.
public struct ClientMediaCounters: Sendable {
    /// Requests with client data, that were understood and that were not.
    let read: Counter
    let malformed: Counter
    let starvations: Counter
    let urgent: Counter
    let buffer: Histogram
    let throughput: Histogram

    static let bufferBounds = [0.0, 0.5, 1, 2, 4, 6, 8, 10, 15, 20, 30, 45, 60]
    static let throughputBounds = [
        250_000.0, 500_000, 1_000_000, 2_000_000, 4_000_000, 8_000_000, 16_000_000, 32_000_000, 64_000_000,
        128_000_000, 1_000_000_000,
    ]

    init(registry: MetricRegistry) {
        let reports = registry.counter(
            "streav_client_reports_total", help: "Requests with client data (CTA-5004), by what came of reading it.",
            labels: ["result"])
        read = reports.counter("read")
        malformed = reports.counter("malformed")
        starvations = registry.counter(
            "streav_client_buffer_starvations_total", help: "Requests of players whose buffer had run dry before.")
        urgent = registry.counter(
            "streav_client_urgent_requests_total",
            help: "Requests that players need at once: to start, to seek, or with nothing left.")
        buffer = registry.histogram(
            "streav_client_buffer_seconds", help: "Media in players' buffers when they ask for more.",
            bounds: Self.bufferBounds)
        throughput = registry.histogram(
            "streav_client_throughput_bits_per_second", help: "Throughput as players measure it.",
            bounds: Self.throughputBounds)
    }

    /// Counts what a request says.
    func take(_ request: HTTPRequest) {
        switch request.clientMedia {
        case .absent: return
        case .malformed: malformed.increment()
        case .report(let report):
            read.increment()
            if report.isStarved { starvations.increment() }
            if report.isUrgent { urgent.increment() }
            if let length = report.bufferMilliseconds { buffer.observe(Double(length) / 1000) }
            if let rate = report.throughputKilobits { throughput.observe(Double(rate) * 1000) }
        }
    }
}
