import HTTPTypes
public import Hummingbird
import NIOCore
import StreavTelemetry

/// `/healthz`, `/readyz` and `/metrics`: the same on every server, without credentials, and without a secret in them.
public struct HealthRoutes: Sendable {
    private let readiness: @Sendable () async -> [String: Bool]
    private let metrics: @Sendable () -> String

    /// - Parameters:
    ///   - readiness: Each thing that must be well before work should come here, by name. None at all counts as ready.
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
            let isReady = checks.values.allSatisfy { $0 }
            return Self.document(
                Readiness(status: isReady ? "ready" : "not_ready", checks: checks),
                status: isReady ? .ok : .serviceUnavailable)
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
