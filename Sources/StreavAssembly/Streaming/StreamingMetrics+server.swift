import StreavDelivery
import StreavTelemetry
import Synchronization

extension StreamingMetrics {
    /// What the server of the streaming port counts.
    func registerServer(in registry: MetricRegistry) {
        let server = server
        registry.register(
            "streav_http_connections", help: "Sockets open on the streaming port.", kind: .gauge
        ) {
            [MetricSample(server.openConnections.load(ordering: .relaxed))]
        }
        registry.register(
            "streav_http_accepted_connections_total", help: "Connections taken on the streaming port.", kind: .counter
        ) {
            [MetricSample(server.acceptedConnections.load(ordering: .relaxed))]
        }
        registry.register(
            "streav_http_refused_connections_total", help: "Connections refused, by what there were too many of.",
            kind: .counter
        ) {
            [
                MetricSample(server.refusedTotalCap.load(ordering: .relaxed), labels: [("reason", "total")]),
                MetricSample(server.refusedAddressCap.load(ordering: .relaxed), labels: [("reason", "address")]),
                MetricSample(server.refusedNoHandles.load(ordering: .relaxed), labels: [("reason", "handles")]),
            ]
        }
        registry.register(
            "streav_http_requests_total", help: "Requests on the streaming port.", kind: .counter
        ) {
            [MetricSample(server.requests.load(ordering: .relaxed))]
        }
        registry.register(
            "streav_http_rejected_requests_total", help: "Requests refused for their form.", kind: .counter
        ) {
            [MetricSample(server.rejectedRequests.load(ordering: .relaxed))]
        }
        registry.register(
            "streav_http_responses_total", help: "Answers on the streaming port, by status class.", kind: .counter
        ) {
            (2...5).map {
                MetricSample(server.responses(class: $0), labels: [("class", "\($0)xx")])
            }
        }
        registry.register(
            "streav_http_closes_total", help: "Connections that ended, by reason.", kind: .counter
        ) {
            HTTPCloseReason.allCases.map {
                MetricSample(server.closes($0), labels: [("reason", $0.rawValue)])
            }
        }
    }
}
