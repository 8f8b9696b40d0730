import HTTPTypes
import StreavWeb

/// `/preferences`: how the dashboard looks and speaks, kept by the browser.
enum PreferenceRoutes {
    static let path = "/preferences"
    private static let year = 365 * 86_400

    static let routes: [PageRoute] = [
        .post(
            "/preferences", .anyone,
            FormShape(.text("theme", limit: 16), .text("language", limit: 16), .text("next", limit: 1024))
        ) { _, form in
            var cookies: [Cookie] = []
            if let theme = Theme(rawValue: form.text("theme")) {
                cookies.append(Cookie(name: .theme, value: theme.rawValue, seconds: year))
            }
            if let language = Language(rawValue: form.text("language")) {
                cookies.append(Cookie(name: .language, value: language.rawValue, seconds: year))
            }
            return .seeOther(WebPath.own(form.text("next")) ?? "/", cookies: cookies)
        }
    ]

    /// The switches.
    static func form(_ call: PageCall) -> HTML {
        let next = call.request.method == .get ? WebPath.own(call.target) ?? "/" : "/"
        return """
            <form class="look" method="post" action="/preferences" data-look>\
            <input type="hidden" name="csrf" value="\(call.formToken)">\
            <input type="hidden" name="next" value="\(next)">\
            <label><span class="visually-hidden">\(call.t("look.title"))</span><select name="theme">\
            \(Theme.allCases.map { theme in
                """
                <option value="\(theme.rawValue)"\(" selected", if: theme == call.theme)>\(name(theme, call))</option>
                """ as HTML
            })</select></label><label><span class="visually-hidden">\(call.t("look.language"))</span>\
            <select name="language">\(Language.allCases.map { language in
                """
                <option value="\(language.rawValue)" lang="\(language.rawValue)"\
                \(" selected", if: language == call.texts.language)>\(language.name)</option>
                """ as HTML
            })</select></label><button class="button small quiet">\(call.t("look.apply"))</button></form>
            """
    }

    private static func name(_ theme: Theme, _ call: PageCall) -> String {
        switch theme {
        case .system: call.t("look.system")
        case .light: call.t("look.light")
        case .dark: call.t("look.dark")
        }
    }
}
