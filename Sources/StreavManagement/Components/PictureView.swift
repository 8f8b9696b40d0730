import StreavWeb

/// A poster or a portrait. What the platform keeps itself is shown; what lies elsewhere is a link, since the pages load
/// nothing from other hosts.
enum PictureView {
    static func html(_ address: String?, _ name: String, _ call: PageCall) -> HTML {
        guard let address else { return "" }
        guard let source = source(address) else { return CatalogueLinks.address(address, call) }
        return "<img class=\"picture\" src=\"\(source)\" alt=\"\(name)\" loading=\"lazy\">"
    }

    /// Small, beside a name in a list.
    static func thumbnail(_ address: String?) -> HTML {
        guard let address, let source = source(address) else { return "" }
        return "<img class=\"picture-thumbnail\" src=\"\(source)\" alt=\"\" loading=\"lazy\">"
    }

    /// Where the dashboard shows a picture of the platform's own; nil for others.
    private static func source(_ address: String) -> String? {
        guard address.hasPrefix("/images/") else { return nil }
        return WebPath.make(PictureRoutes.path, [("of", address)])
    }
}
