import HTTPTypes
import StreavTelemetry

/// What the API counts besides its requests: who got tokens, who did not, and who was told to come again later.
struct APIMetrics: Sendable {
    private let tokens: LabelledCounter
    private let refusals: LabelledCounter
    private let throttled: LabelledCounter

    enum Throttle: String, Sendable, CaseIterable {
        /// An application that asks more often than it may.
        case requests
        /// Failures to authenticate, of one client or from one address.
        case failures
    }

    init(registry: MetricRegistry) {
        tokens = registry.counter(
            "streav_api_token_requests_total", help: "Requests for an access token, by what came of them.",
            labels: ["outcome"])
        refusals = registry.counter(
            "streav_api_refused_requests_total", help: "Requests without a token that is good for them, by reason.",
            labels: ["reason"])
        throttled = registry.counter(
            "streav_api_throttled_requests_total", help: "Requests that were told to come again later.",
            labels: ["kind"])
        // Each is there from the start, so that a rate of it can be watched.
        for outcome in ["issued", "unavailable"] + OAuthError.Code.allCases.map(\.rawValue) {
            _ = tokens.counter(outcome)
        }
        for kind in Throttle.allCases { _ = throttled.counter(kind.rawValue) }
        for kind in Self.refused { _ = refusals.counter(kind.rawValue) }
    }

    private static let refused: [ProblemKind] = [.unauthorized, .invalidToken, .insufficientScope]

    /// - Parameter error: Nil when a token was issued; another than ``OAuthError`` when something was away.
    func tokenRequest(_ error: (any Error)?) {
        switch error {
        case nil: tokens.increment("issued")
        case let error as OAuthError: tokens.increment(error.code.rawValue)
        default: tokens.increment("unavailable")
        }
    }

    func refuse(_ kind: ProblemKind) { refusals.increment(kind.rawValue) }

    func throttle(_ kind: Throttle) { throttled.increment(kind.rawValue) }
}
