import StreavWeb

/// `/search`: everything that has a name, as a page and, for the script, as a piece of one.
enum SearchRoutes {
    private struct Group: Sendable {
        let title: String
        let icon: Icon
        let results: [SearchProvider.Result]
    }

    static let routes: [PageRoute] = [
        .get("/search", .session) { call in
            let text = call.query["q"] ?? ""
            var page = Page(call.t("search.title"))
            page.isNarrow = true
            page.content = """
                <form class="big-search" method="get" action="/search" role="search">\(Icon.search.html)\
                <input type="search" name="q" value="\(text)" aria-label="\(call.t("search.title"))" autofocus \
                placeholder="\(call.t("search.placeholder"))" data-search></form>
                <div class="panel flush"><div class="panel-body">\
                \(html(try await find(text, call), text, call))</div></div>
                """
            return .page(page)
        },
        .get("/search/results", .session) { call in
            let text = call.query["q"] ?? ""
            return .fragment(html(try await find(text, call), text, call))
        },
    ]

    private static func find(_ text: String, _ call: PageCall) async throws -> [Group] {
        let folded = text.lowercased()
        let pages = NavigationItem.all.filter { item in
            call.may(item.permission) && (folded.isEmpty || call.t(item.title).lowercased().contains(folded))
        }.map { SearchProvider.Result(title: call.t($0.title), detail: "", path: $0.path) }
        var groups = [Group(title: call.t("search.pages"), icon: .chevron, results: pages)]
        if !folded.isEmpty {
            let providers = SearchProvider.all.filter { call.may($0.permission) }
            let found = try await call.read { connection in
                try providers.map { try $0.find(connection, text, SearchProvider.limit) }
            }
            groups += zip(providers, found).map { Group(title: call.t($0.title), icon: $0.icon, results: $1) }
        }
        return groups.filter { !$0.results.isEmpty }
    }

    private static func html(_ groups: [Group], _ text: String, _ call: PageCall) -> HTML {
        guard !groups.isEmpty else { return "<p class=\"soft pad\">\(call.t("search.none", ["text": text]))</p>" }
        return HTML.join(
            groups.map { group in
                """
                <section class="results"><h2>\(group.title)</h2><ul>\(group.results.map { result in
                    """
                    <li><a href="\(result.path)">\(group.icon.html)<span>\(result.title)</span>\
                    <small>\(result.detail)</small></a></li>
                    """ as HTML
                })</ul></section>
                """
            })
    }
}
