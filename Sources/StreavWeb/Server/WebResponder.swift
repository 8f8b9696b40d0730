import HTTPTypes
import Hummingbird

/// What surrounds the router: limits before it, the headers of the policy after it, on every answer.
struct WebResponder<Inner: HTTPResponder>: HTTPResponder where Inner.Context == WebRequestContext {
    typealias Context = WebRequestContext

    let inner: Inner
    let configuration: WebServerConfiguration
    let policy: SecurityPolicy
    let metrics: WebMetrics?

    func respond(to request: Request, context: WebRequestContext) async throws -> Response {
        guard let metrics else { return try await surrounded(request, context: context) }
        let running = metrics.begin()
        var status: HTTPResponse.Status?
        defer { metrics.end(running, route: context.endpointPath, method: request.method, status: status) }
        let response = try await surrounded(request, context: context)
        status = response.status
        return response
    }

    private func surrounded(_ request: Request, context: WebRequestContext) async throws -> Response {
        var response = try await answer(request, context: context)
        policy.apply(to: &response.headers, isSecure: configuration.isSecure)
        return response
    }

    private func answer(_ request: Request, context: WebRequestContext) async throws -> Response {
        if let refusal = refusal(of: request) { return refusal.response() }
        return try await inner.respond(to: request, context: context)
    }

    private func refusal(of request: Request) -> Problem? {
        if (request.head.path ?? "").utf8.count > configuration.maximumTargetBytes {
            return Problem(status: .uriTooLong)
        }
        if let length = request.headers[.contentLength].flatMap(Int.init), length > configuration.maximumBodyBytes {
            return Problem(
                status: .contentTooLarge,
                detail: "A body here has at most \(configuration.maximumBodyBytes) bytes.")
        }
        return nil
    }
}
