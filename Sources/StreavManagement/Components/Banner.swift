import StreavWeb

/// A line that stays in its place on a page.
enum Banner {
    static func failure(_ text: String) -> HTML {
        "<div class=\"banner failure\" role=\"alert\">\(Icon.warning.html)<p>\(text)</p></div>"
    }

    static func warning(_ text: HTML, _ actions: HTML? = nil) -> HTML {
        "<div class=\"banner warning\">\(Icon.warning.html)<p>\(text)</p>\(actions)</div>"
    }

    static func info(_ text: HTML) -> HTML {
        "<div class=\"banner info\">\(Icon.info.html)<p>\(text)</p></div>"
    }
}
