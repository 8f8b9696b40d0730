import StreavWeb

/// What the page before had to say, once.
struct NoticeView {
    let notice: Notice
    let call: PageCall

    var html: HTML {
        let icon: Icon =
            switch notice.kind {
            case .done: .check
            case .info: .info
            case .warning, .failure: .warning
            }
        return """
            <div class="toast \(notice.kind.rawValue)" role="\(notice.kind == .failure ? "alert" : "status")">\
            \(icon.html)<p>\(notice.text)</p>\(undo)</div>
            """
    }

    private var undo: HTML? {
        guard let undo = notice.undo else { return nil }
        let fields = undo.fields.map {
            "<input type=\"hidden\" name=\"\($0.name)\" value=\"\($0.value)\">" as HTML
        }
        return """
            <form method="post" action="\(undo.path)"><input type="hidden" name="csrf" value="\(call.formToken)">\
            \(fields)<button class="button small">\(Icon.undo.html)\(call.t("action.undo"))</button></form>
            """
    }
}
