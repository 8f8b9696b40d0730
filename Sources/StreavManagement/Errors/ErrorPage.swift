import HTTPTypes
import StreavWeb

/// What stands there when a page cannot: what went wrong, and what to do about it. Nothing of the inside.
enum ErrorPage {
    static func answer(_ fault: PageFault?, _ call: PageCall) -> PageAnswer {
        let (status, title, hint) = words(fault, call)
        var page = Page(title, isBare: call.session == nil)
        page.isNarrow = true
        page.content = """
            <div class="empty error-page"><p class="error-status">\(status.code)</p><p class="soft">\(hint)</p>\
            \(Button.link(call.t("error.home"), "/", nil, .primary))</div>
            """
        return .page(page, status: status)
    }

    private static func words(_ fault: PageFault?, _ call: PageCall) -> (HTTPResponse.Status, String, String) {
        switch fault {
        case .notFound: (.notFound, call.t("error.not-found"), call.t("error.not-found-hint"))
        case .forbidden: (.forbidden, call.t("error.forbidden"), call.t("error.forbidden-hint"))
        case .forged: (.forbidden, call.t("error.forged"), call.t("error.forged-hint"))
        case .malformed(let reason): (.badRequest, call.t("error.malformed"), call.texts.problem(reason))
        case .tooLarge: (.contentTooLarge, call.t("error.too-large"), "")
        case .methodNotAllowed: (.methodNotAllowed, call.t("error.method"), "")
        case .unavailable: (.serviceUnavailable, call.t("error.unavailable"), call.t("error.unavailable-hint"))
        case .throttled(let seconds):
            (
                .tooManyRequests, call.t("error.throttled"),
                call.t("error.throttled-hint", ["minutes": "\((seconds + 59) / 60)"])
            )
        case nil: (.internalServerError, call.t("error.internal"), call.t("error.internal-hint"))
        }
    }
}
