import HTTPTypes
import Hummingbird
import NIOCore
import StreavWeb

/// The addresses of the landing page. Each of them asks ``LocalAccess`` first.
struct LandingRoutes: Sendable {
    private typealias Handler = @Sendable (Request) async -> Response

    private let access: LocalAccess
    private let catalogue: @Sendable () async -> LandingCatalogue

    init(access: LocalAccess, catalogue: @escaping @Sendable () async -> LandingCatalogue) {
        self.access = access
        self.catalogue = catalogue
    }

    func add(to router: Router<WebRequestContext>) {
        let catalogue = catalogue
        add("/streams.json", to: router) { _ in
            Self.file(JSONText.encode(LandingStatus(await catalogue())), type: "application/json")
        }
        add("/streams.m3u", to: router) { request in
            let output = request.uri.queryParameters["output"].map { LandingPlaylist.Output(rawValue: String($0)) }
            guard let output = output ?? .hls else {
                return Problem(status: .badRequest, detail: "The output is hls or ts.").response()
            }
            let text = LandingPlaylist.text(await catalogue(), output: output)
            var response = Self.file(ByteBuffer(string: text), type: LandingPlaylist.mediaType)
            response.headers[.contentDisposition] = "attachment; filename=\"streav.m3u\""
            return response
        }
        add("/assets/landing.css", to: router) { _ in
            Self.file(ByteBuffer(string: LandingStyle.text), type: "text/css; charset=utf-8")
        }
        add("/assets/landing.js", to: router) { _ in
            Self.file(ByteBuffer(string: LandingScript.text), type: "text/javascript; charset=utf-8")
        }
    }

    private func add(_ path: RouterPath, to router: Router<WebRequestContext>, handler: @escaping Handler) {
        let access = access
        router.get(path) { request, context in
            if let refusal = access.refusal(of: request.head, from: context.peer) {
                return Response.html(RefusalPage(reason: refusal.rawValue).html, status: .forbidden)
            }
            return await handler(request)
        }
    }

    private static func file(_ content: ByteBuffer, type: String) -> Response {
        Response(status: .ok, headers: [.contentType: type], body: ResponseBody(byteBuffer: content))
    }
}
