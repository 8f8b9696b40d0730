import HTTPTypes
import Hummingbird
import Logging
import StreavWeb

/// Answers every path of the API's own; the others, health pages among them, go on to the router.
struct APIMiddleware: RouterMiddleware {
    let table: RouteTable
    let runner: RouteRunner
    let oauth: OAuthRunner
    let reference: Reference

    func handle(
        _ request: Request, context: WebRequestContext,
        next: @concurrent (Request, WebRequestContext) async throws -> Response
    ) async throws -> Response {
        guard let path = Self.segments(request.uri.path) else { return try await next(request, context) }
        if let answer = await oauth.answer(path, request, context: context) {
            return Self.response(answer, to: request)
        }
        do {
            if let document = reference.document(at: path) {
                // All pages about problems are one: their number is no matter of load.
                context.coreContext.endpointPath.value =
                    path[0] == "problems" ? "/problems/{code}" : "/" + path.joined(separator: "/")
                guard request.method == .get || request.method == .head else {
                    throw Self.methodNotAllowed([.get, .head])
                }
                return Self.response(EntityTag.tag(document, for: request.headers), to: request)
            }
            switch table.match(request.method, path) {
            case .route(let route, let parameters):
                context.coreContext.endpointPath.value = route.path.text
                let answer = try await runner.answer(
                    route, parameters: parameters, request: request, context: context)
                return Self.response(
                    route.isSafe ? EntityTag.tag(answer, for: request.headers) : answer, to: request)
            case .otherMethods(let methods):
                throw Self.methodNotAllowed(methods)
            case nil:
                return try await next(request, context)
            }
        } catch let error as any HTTPResponseError {
            // The router's own: an address that it does not have.
            throw error
        } catch {
            return APIProblem.of(error, logger: context.logger).response()
        }
    }

    private static func methodNotAllowed(_ methods: [HTTPRequest.Method]) -> Problem {
        APIProblem.of(
            .methodNotAllowed, headers: [.allow: methods.map(\.rawValue).joined(separator: ", ")])
    }

    private static func response(_ answer: APIAnswer, to request: Request) -> Response {
        let response = answer.response()
        return request.method == .head ? response.createHeadResponse() : response
    }

    /// The decoded parts of a path; nil for one that no path of ours is: with empty parts, or that cannot be decoded.
    private static func segments(_ path: String) -> [String]? {
        guard path.utf8.first == UInt8(ascii: "/") else { return nil }
        let parts = path.utf8.dropFirst().split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false)
        var segments: [String] = []
        for part in parts {
            guard !part.isEmpty, let segment = PercentText.decode(part, plusIsSpace: false) else { return nil }
            segments.append(segment)
        }
        return segments
    }
}
