import StreavWeb

/// A part of a page with a frame and a heading.
enum Panel {
    static func html(_ title: String, _ content: HTML, action: HTML? = nil, isFlush: Bool = false) -> HTML {
        """
        <section class="panel\(" flush", if: isFlush)"><header class="panel-head"><h2>\(title)</h2>\(action)</header>
        <div class="panel-body">\(content)</div></section>
        """
    }

    /// Names and what they are of one thing.
    static func facts(_ pairs: [(title: String, value: HTML)]) -> HTML {
        "<dl class=\"facts\">\(pairs.map { "<div><dt>\($0.title)</dt><dd>\($0.value)</dd></div>" as HTML })</dl>"
    }
}
