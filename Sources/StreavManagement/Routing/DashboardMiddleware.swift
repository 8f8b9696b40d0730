import HTTPTypes
import Hummingbird
import Logging
import NIOCore
import StreavControl
import StreavDomain
import StreavWeb

/// Answers every path of the dashboard's own; the others, health pages among them, go on to the router.
struct DashboardMiddleware: RouterMiddleware {
    let dashboard: Dashboard
    let table: PageTable

    func handle(
        _ request: Request, context: WebRequestContext,
        next: @concurrent (Request, WebRequestContext) async throws -> Response
    ) async throws -> Response {
        if let asset = DashboardAssets.file(at: request.uri.path) {
            return request.method == .head ? asset.createHeadResponse() : asset
        }
        let match = Self.segments(request.uri.path).flatMap { table.match(request.method, $0) }
        guard let match else {
            do {
                return try await next(request, context)
            } catch let error as any HTTPResponseError where error.status == .notFound {
                guard Self.wantsPage(request) else { throw error }
                return await response(to: request, context: context, match: nil)
            }
        }
        let response = await response(to: request, context: context, match: match)
        return request.method == .head ? response.createHeadResponse() : response
    }

    private func response(to request: Request, context: WebRequestContext, match: PageTable.Match?) async -> Response {
        if let refusal = dashboard.address.refusal(of: request.head, from: context.peer) {
            return .html(RefusalPage(reason: refusal.rawValue).html, status: .forbidden)
        }
        let runner = PageRunner(dashboard: dashboard, request: request, context: context)
        return await runner.response(match)
    }

    private static func wantsPage(_ request: Request) -> Bool {
        request.headers[.accept]?.contains("text/html") ?? false
    }

    /// The decoded parts of a path; nil for one that no path of ours is.
    static func segments(_ path: String) -> [String]? {
        guard path.utf8.first == UInt8(ascii: "/") else { return nil }
        if path == "/" { return [] }
        let parts = path.utf8.dropFirst().split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false)
        var segments: [String] = []
        for part in parts {
            guard !part.isEmpty, let segment = PercentText.decode(part, plusIsSpace: false) else { return nil }
            segments.append(segment)
        }
        return segments
    }
}
