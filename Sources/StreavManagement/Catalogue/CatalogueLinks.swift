import StreavStore
import StreavWeb

/// Short lists of links.
enum CatalogueLinks {
    /// - Parameter path: What stands before the ids: `/bundles/`.
    static func html(_ entries: [NamedEntry], _ path: String, _ call: PageCall) -> HTML {
        guard !entries.isEmpty else { return none(call) }
        return """
            <ul class="names">\(entries.map { "<li><a href=\"\(path)\($0.id)\">\($0.name)</a></li>" as HTML })</ul>
            """
    }

    static func none(_ call: PageCall) -> HTML { "<span class=\"soft\">\(call.t("value.none"))</span>" }

    /// A text, or that there is none.
    static func text(_ text: String?, _ call: PageCall) -> HTML { text.map { "\($0)" } ?? none(call) }

    /// An address that is followed only where it is one of the web.
    static func address(_ address: String?, _ call: PageCall) -> HTML {
        guard let address else { return none(call) }
        guard address.hasPrefix("https://") || address.hasPrefix("http://") else { return "<code>\(address)</code>" }
        return "<a href=\"\(address)\" rel=\"noreferrer noopener\">\(address)</a>"
    }
}
