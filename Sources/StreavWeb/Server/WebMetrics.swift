import HTTPTypes
public import StreavTelemetry

/// What a web server tells of its requests: by route, method and class of status, never by what a request holds.
public struct WebMetrics: Sendable {
    private let responses: LabelledCounter
    private let durations: LabelledHistogram
    private let inFlight: Gauge
    private let now: @Sendable () -> Duration

    /// Routes of the largest of our servers, with room.
    private static let routes = 150
    /// The label of a request that no route has.
    static let noRoute = "none"

    /// - Parameter now: The time since any moment.
    public init(registry: MetricRegistry, now: @escaping @Sendable () -> Duration) {
        responses = registry.counter(
            "streav_web_responses_total", help: "Answers by route, method and class of status.",
            labels: ["route", "method", "class"], limit: 4 * Self.routes)
        durations = registry.histogram(
            "streav_web_answer_seconds", help: "Time from a request's head to the head of its answer.",
            labels: ["route", "method"], limit: Self.routes)
        inFlight = registry.gauge("streav_web_requests_in_flight", help: "Requests that are being answered.")
        self.now = now
    }

    /// A request that is being answered. It is ended once.
    struct Running: Sendable {
        fileprivate let began: Duration
    }

    func begin() -> Running {
        inFlight.increment()
        return Running(began: now())
    }

    /// - Parameters:
    ///   - route: The template of the path, such as `/v1/movies/{id}`; nil where no route has it.
    ///   - status: Nil when there was no answer.
    func end(_ running: Running, route: String?, method: HTTPRequest.Method, status: HTTPResponse.Status?) {
        inFlight.decrement()
        // The router has a word of its own for a path that it does not have.
        let route = route.flatMap { $0.hasPrefix("/") ? $0 : nil } ?? Self.noRoute
        let method = Self.label(method)
        responses.increment(route, method, Self.label(status))
        durations.histogram(route, method).observe(max(.zero, now() - running.began))
    }

    /// A client may send any word for a method.
    private static func label(_ method: HTTPRequest.Method) -> String {
        let known: [HTTPRequest.Method] = [.get, .head, .post, .put, .patch, .delete, .options]
        return known.contains(method) ? method.rawValue : LabelledCounter.overflowValue
    }

    private static func label(_ status: HTTPResponse.Status?) -> String {
        guard let status, (100...599).contains(status.code) else { return "5xx" }
        return "\(status.code / 100)xx"
    }
}
