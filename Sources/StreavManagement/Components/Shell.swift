import StreavDomain
import StreavWeb

/// The frame of every page of somebody who has signed in: navigation, head, content.
struct Shell {
    let page: Page
    let call: PageCall

    var html: HTML {
        """
        \(PageHead(title: page.title, call: call).open)
        <body data-copied="\(call.t("action.copied"))"\(live)>
        <a class="skip" href="#content">\(call.t("nav.skip"))</a>
        <div class="shell">
        <header class="bar">
        <details class="drawer"><summary aria-label="\(call.t("nav.menu"))">\(Icon.menu.html)</summary>
        <nav aria-label="\(call.t("nav.menu"))">\(entries)</nav></details>
        <a class="brand" href="/">\(Self.mark)<span>\(call.t("app.name"))</span></a>
        <a class="searcher" href="/search" data-palette>\(Icon.search.html)<span>\(call.t("nav.search-hint"))</span>\
        <kbd>/</kbd></a>
        \(account)
        </header>
        <aside class="side"><nav aria-label="\(call.t("nav.label"))">\(entries)</nav></aside>
        <main id="content" tabindex="-1"\(" class=\"narrow\"", if: page.isNarrow)>
        \(head)
        \(call.notice.map { NoticeView(notice: $0, call: call).html })
        \(page.content)
        </main>
        </div>
        \(palette)
        </body>
        </html>

        """
    }

    /// The product's own sign: a stream that forks.
    static let mark: HTML = """
        <svg class="mark" viewBox="0 0 24 24" aria-hidden="true"><rect width="24" height="24" rx="6"/>\
        <path d="M5 15.500c4 0 4-7 8-7s3 3.500 6 3.500M5 9.500c2 0 2.500 5.500 6 5.500"/></svg>
        """

    private var live: HTML {
        page.regions.isEmpty ? "" : " data-live-from=\"\(WebPath.make(LiveRoutes.path, [("page", call.target)]))\""
    }

    private var head: HTML {
        """
        <div class="head">
        <div class="head-text">
        \(trail)
        <div class="head-line"><h1>\(page.title)</h1>\(page.badge)</div>
        \(page.subtitle.map { "<p class=\"subtitle\">\($0)</p>" as HTML })
        </div>
        \(page.actions.isEmpty ? nil : "<div class=\"actions\">\(page.actions)</div>" as HTML)
        </div>
        \(page.tabs)
        """
    }

    private var trail: HTML? {
        guard !page.trail.isEmpty else { return nil }
        let links = page.trail.map { "<li><a href=\"\($0.path)\">\($0.title)</a></li>" as HTML }
        return "<nav class=\"trail\" aria-label=\"\(call.t("nav.here"))\"><ol>\(links)</ol></nav>"
    }

    private var entries: HTML {
        HTML.join(
            NavigationItem.groups.compactMap { group in
                let items = NavigationItem.all.filter { $0.group == group && call.may($0.permission) }
                guard !items.isEmpty else { return nil }
                return """
                    <div class="group"><p class="group-name">\(call.t(group))</p><ul>\(items.map(entry))</ul></div>
                    """
            })
    }

    private func entry(_ item: NavigationItem) -> HTML {
        """
        <li><a href="\(item.path)"\(" aria-current=\"page\"", if: page.section == item.path)>\(item.icon.html)\
        <span>\(call.t(item.title))</span></a></li>
        """
    }

    private var account: HTML {
        """
        <details class="menu account"><summary><span class="avatar" aria-hidden="true">\
        \(String(call.user.details.username.prefix(1)).uppercased())</span>\
        <span class="account-name">\(call.user.details.username)</span></summary>
        <div class="menu-body">
        <p class="soft">\(RoleName.text(call.user.details.role, call))</p>
        <a class="menu-item" href="/account">\(Icon.person.html)\(call.t("nav.account"))</a>
        \(PreferenceRoutes.form(call))
        <form method="post" action="/sign-out"><input type="hidden" name="csrf" value="\(call.formToken)">\
        <button class="menu-item">\(Icon.exit.html)\(call.t("nav.sign-out"))</button></form>
        </div></details>
        """
    }

    /// Opened by the script alone; without it the link leads to the page of the same search.
    private var palette: HTML {
        """
        <dialog id="palette" class="palette" aria-label="\(call.t("search.title"))">
        <form method="get" action="/search" role="search">
        <label class="palette-field">\(Icon.search.html)<span class="visually-hidden">\(call.t("search.title"))</span>\
        <input name="q" type="search" autocomplete="off" placeholder="\(call.t("search.placeholder"))" \
        aria-controls="palette-results"></label></form>
        <div id="palette-results" class="palette-results" aria-live="polite"></div>
        </dialog>
        """
    }
}
