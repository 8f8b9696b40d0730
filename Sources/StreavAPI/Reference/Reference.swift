import Hummingbird
import StreavWeb

/// The documents that need no token: the reference for programs and for people, what problems mean, and what the
/// authorization server can do. All but the last are the same for as long as the program runs.
struct Reference: Sendable {
    private let openAPI: APIAnswer
    private let page: APIAnswer
    private let problems: [String: APIAnswer]
    private let issuer: @Sendable () -> String

    init(table: RouteTable, issuer: @escaping @Sendable () -> String) {
        self.issuer = issuer
        openAPI = APIAnswer(OpenAPIDocument.document(of: table))
        page = Self.html(ReferencePage(table: table).html)
        problems = ProblemPage.all.mapValues { Self.html($0.html) }
    }

    /// Nil for another path.
    func document(at path: [String]) -> APIAnswer? {
        switch path {
        case [".well-known", "oauth-authorization-server"]: APIAnswer(OAuthMetadata.document(issuer: issuer()))
        case ["openapi.json"]: openAPI
        case ["docs"]: page
        case ["docs", "style.css"]:
            APIAnswer(
                status: .ok, headers: [.contentType: "text/css; charset=utf-8"], body: Array(ReferenceStyle.text.utf8))
        case _ where path.count == 2 && path[0] == "problems": problems[path[1]]
        default: nil
        }
    }

    private static func html(_ page: HTML) -> APIAnswer {
        APIAnswer(
            status: .ok, headers: [.contentType: "text/html; charset=utf-8"], body: Array(page.text.utf8))
    }
}
