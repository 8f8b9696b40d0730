import Hummingbird
import Logging

/// Turns whatever a route throws into a problem document; an address without a route is one, too.
struct ProblemMiddleware: RouterMiddleware {
    func handle(
        _ request: Request, context: WebRequestContext,
        next: @concurrent (Request, WebRequestContext) async throws -> Response
    ) async throws -> Response {
        do {
            return try await next(request, context)
        } catch let problem as Problem {
            return problem.response()
        } catch let error as any HTTPResponseError {
            return Problem(status: error.status).response()
        } catch {
            // The client learns nothing of it; the log does.
            context.logger.error(
                "A request failed", metadata: ["path": "\(request.uri.path)", "error": "\(error)"])
            return Problem(status: .internalServerError).response()
        }
    }
}
