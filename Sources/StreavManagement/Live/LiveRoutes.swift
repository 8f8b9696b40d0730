import HTTPTypes
import Hummingbird
import NIOCore
import ServiceLifecycle
import StreavControl
import StreavPorts
import StreavWeb

/// `/live`: keeps the regions of one page up to date, over server-sent events. The page is made anew every two
/// seconds, and what has changed of its regions is sent. The session and the permission are asked for each time, and
/// this does not count as something that the user does.
enum LiveRoutes {
    static let path = "/live"
    static let interval: Duration = .seconds(2)
    /// The browser comes again by itself. Less than any server of ours gives an exchange.
    static let rounds = 4

    static let routes: [PageRoute] = [
        .get("/live", .session) { call in
            guard let target = WebPath.own(call.query["page"]), let page = page(target) else {
                throw PageFault.notFound
            }
            guard call.dashboard.liveStreams.enter() else { throw PageFault.unavailable }
            return .response(stream(call, target, page.route, page.parameters))
        }
    ]

    private static func page(_ target: String) -> (route: PageRoute, parameters: [String: String])? {
        let path = String(target.prefix { $0 != "?" })
        guard let segments = DashboardMiddleware.segments(path),
            case .route(let route, let parameters) = PageTable(routes: Dashboard.routes).match(.get, segments)
        else { return nil }
        return (route, parameters)
    }

    private static func stream(
        _ call: PageCall, _ target: String, _ route: PageRoute, _ parameters: [String: String]
    ) -> Response {
        let body = ResponseBody { writer in
            defer { call.dashboard.liveStreams.leave() }
            var sent: [String: HTML] = [:]
            try await writer.write(ByteBuffer(string: "retry: 500\n\n"))
            rounds: for round in 0..<rounds {
                if round > 0 { try? await call.dashboard.clock.sleep(for: interval) }
                if Task.isShuttingDownGracefully || Task.isCancelled { break }
                guard let regions = try? await regions(call, target, route, parameters) else {
                    try await writer.write(ByteBuffer(string: "event: ended\ndata:\n\n"))
                    break rounds
                }
                var text = round == 0 ? ": here\n\n" : ": still here\n\n"
                for region in regions where sent[region.id] != region.content {
                    sent[region.id] = region.content
                    text += event(region)
                }
                try await writer.write(ByteBuffer(string: text))
            }
            try await writer.finish(nil)
        }
        return Response(
            status: .ok, headers: [.contentType: "text/event-stream", .init("X-Accel-Buffering")!: "no"], body: body)
    }

    /// The regions now; nil when the session is over, or its user may no longer see the page.
    private static func regions(
        _ call: PageCall, _ target: String, _ route: PageRoute, _ parameters: [String: String]
    ) async throws -> [LiveRegion]? {
        let address = call.dashboard.address
        guard
            let cookie = Cookie.value(.session, in: call.request.headerFields, isSecure: address.isSecure),
            let session = try await call.dashboard.authentication.session(cookie, isOwn: false)
        else { return nil }
        let fresh = PageCall(
            dashboard: call.dashboard, session: session, parameters: parameters,
            query: QueryValues(target.firstIndex(of: "?").map { String(target[target.index(after: $0)...]) }),
            texts: call.texts, theme: call.theme, target: target, request: call.request, origin: call.origin,
            isLocal: call.isLocal, formToken: UserAuthentication.formToken(session),
            now: call.dashboard.clock.wallNow)
        if case .permission(let permission) = route.access, !fresh.may(permission) { return nil }
        guard case .show(let show) = route.action, case .page(let page) = try await show(fresh).content else {
            return nil
        }
        return page.regions
    }

    private static func event(_ region: LiveRegion) -> String {
        let lines = region.content.text.split(separator: "\n", omittingEmptySubsequences: false)
        return "event: region\nid: \(region.id)\n" + lines.map { "data: \($0)\n" }.joined() + "\n"
    }
}
