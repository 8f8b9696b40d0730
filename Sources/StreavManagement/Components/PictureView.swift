import StreavWeb

/// A poster or a portrait. What the platform keeps itself is shown; what lies elsewhere is a link, since the pages load
/// nothing from other hosts.
enum PictureView {
    static func html(_ address: String?, _ name: String, _ call: PageCall) -> HTML {
        guard let address else { return "" }
        guard let source = source(address) else { return CatalogueLinks.address(address, call) }
        return "<img class=\"picture\" src=\"\(source)\" alt=\"\(name)\" loading=\"lazy\">"
    }

    /// A name that leads somewhere, with a small picture beside it.
    static func link(_ name: String, _ path: String, picture address: String?) -> HTML {
        guard let source = address.flatMap(source) else { return "<a href=\"\(path)\">\(name)</a>" }
        return """
            <span class="catalogue-name"><img class="picture-thumbnail" src="\(source)" alt="" loading="lazy">\
            <a href="\(path)">\(name)</a></span>
            """
    }

    /// Where the dashboard shows a picture of the platform's own; nil for others.
    private static func source(_ address: String) -> String? {
        guard address.hasPrefix("/images/") else { return nil }
        return WebPath.make(PictureRoutes.path, [("of", address)])
    }
}
