import StreavWeb

/// Links and forms that look like buttons.
enum Button {
    enum Style: String, Sendable {
        case primary, quiet, danger
        case plain = ""
    }

    static func link(_ title: String, _ path: String, _ icon: Icon? = nil, _ style: Style = .plain) -> HTML {
        "<a class=\"button \(style.rawValue)\" href=\"\(path)\">\(icon?.html)\(title)</a>"
    }

    /// A form of one button.
    static func post(
        _ title: String, _ path: String, _ call: PageCall, fields: [(name: String, value: String)] = [],
        icon: Icon? = nil, _ style: Style = .plain
    ) -> HTML {
        let hidden = fields.map { "<input type=\"hidden\" name=\"\($0.name)\" value=\"\($0.value)\">" as HTML }
        return """
            <form class="inline" method="post" action="\(path)">\
            <input type="hidden" name="csrf" value="\(call.formToken)">\(hidden)\
            <button class="button \(style.rawValue)">\(icon?.html)\(title)</button></form>
            """
    }

    /// Copies a text; without the script it is not there, and the text can be marked.
    static func copy(_ text: String, _ call: PageCall) -> HTML {
        """
        <button type="button" class="button small quiet" data-copy="\(text)" hidden>\(Icon.copy.html)\
        <span>\(call.t("action.copy"))</span></button>
        """
    }
}
