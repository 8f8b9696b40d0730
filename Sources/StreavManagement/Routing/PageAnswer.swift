import HTTPTypes
import Hummingbird
import NIOCore
import StreavWeb

/// What a route answers.
struct PageAnswer: Sendable {
    enum Content: Sendable {
        case page(Page)
        /// Another page, with something to say there.
        case seeOther(String, Notice?)
        /// A piece of a page, for the script.
        case fragment(HTML)
        case response(Response)
    }

    var content: Content
    var status: HTTPResponse.Status = .ok
    var cookies: [Cookie] = []

    static func page(_ page: Page, status: HTTPResponse.Status = .ok) -> PageAnswer {
        PageAnswer(content: .page(page), status: status)
    }

    /// After a form has done what it was for: a reload does not send it again.
    static func seeOther(_ path: String, _ notice: Notice? = nil, cookies: [Cookie] = []) -> PageAnswer {
        PageAnswer(content: .seeOther(path, notice), status: .seeOther, cookies: cookies)
    }

    static func fragment(_ html: HTML) -> PageAnswer { PageAnswer(content: .fragment(html)) }

    static func response(_ response: Response) -> PageAnswer { PageAnswer(content: .response(response)) }

    /// A file to keep.
    ///
    /// - Parameter name: Letters, digits, `-` and `.` alone.
    static func download(_ body: ResponseBody, type: String, name: String) -> PageAnswer {
        .response(
            Response(
                status: .ok,
                headers: [.contentType: type, .contentDisposition: "attachment; filename=\"\(name)\""], body: body))
    }
}
