import HTTPTypes
public import Hummingbird
import NIOCore
import StreavTelemetry

/// `/healthz`, `/readyz` and `/metrics`: the same on every server, without credentials, and without a secret in them.
public struct HealthRoutes: Sendable {
    /// What a server goes on without, if not as well: it says so, and stays in service. Taking every server out of
    /// service because of what they share would only make an outage of it.
    public static let dispensable: Set<String> = ["cache", "broker"]

    private let readiness: @Sendable () async -> [String: Bool]
    private let metrics: @Sendable () -> String

    /// - Parameters:
    ///   - readiness: Each thing that must be well before work should come here, by name, and of ``dispensable`` what
    ///     is used. None at all counts as ready.
    ///   - metrics: The metrics in Prometheus' text format.
    public init(
        readiness: @escaping @Sendable () async -> [String: Bool], metrics: @escaping @Sendable () -> String
    ) {
        self.readiness = readiness
        self.metrics = metrics
    }

    public func add(to router: Router<WebRequestContext>) {
        let readiness = readiness
        let metrics = metrics
        // The process answers: that alone is what this says. A restart helps against nothing else.
        router.get("/healthz") { _, _ in
            Self.document(Liveness(status: "ok"), status: .ok)
        }
        router.get("/readyz") { _, _ in
            let checks = await readiness()
            let missing = Set(checks.filter { !$0.value }.keys)
            let isReady = missing.isSubset(of: Self.dispensable)
            let status = !isReady ? "not_ready" : missing.isEmpty ? "ready" : "degraded"
            return Self.document(
                Readiness(status: status, checks: checks), status: isReady ? .ok : .serviceUnavailable)
        }
        router.get("/metrics") { _, _ in
            Response(
                status: .ok, headers: [.contentType: MetricRegistry.contentType],
                body: ResponseBody(byteBuffer: ByteBuffer(string: metrics())))
        }
    }

    private static func document(_ value: some Encodable, status: HTTPResponse.Status) -> Response {
        Response(
            status: status, headers: [.contentType: "application/json"],
            body: ResponseBody(byteBuffer: JSONText.encode(value)))
    }

    private struct Liveness: Encodable {
        let status: String
    }

    private struct Readiness: Encodable {
        let status: String
        let checks: [String: Bool]
    }
}
