import StreavDomain
import StreavStore
import StreavWeb

/// The pages of one bundle.
enum BundlePages {
    static func new(_ call: PageCall, _ draft: FormDraft) -> Page {
        var page = Page(call.t("bundle.new-title"), section: BundleList.path)
        page.trail = [Page.Link(call.t("bundles.title"), BundleList.path)]
        page.isNarrow = true
        page.content = BundleForm.html(call, "/bundles/new", draft, cancel: BundleList.path, isNew: true)
        return page
    }

    static func edit(
        _ call: PageCall, _ bundle: BundleTable.Listed, _ draft: FormDraft, conflict: ConflictView? = nil
    ) -> Page {
        let path = "/bundles/\(bundle.id)"
        var page = Page(call.t("bundle.edit-title", ["name": bundle.name]), section: BundleList.path)
        page.trail = trail(call, bundle)
        page.isNarrow = true
        page.content = """
            \(conflict?.html)
            \(BundleForm.html(call, "\(path)/edit", draft, cancel: path, isNew: false))
            """
        return page
    }

    /// Name, badge, buttons and tabs of every page of a bundle.
    static func frame(_ call: PageCall, _ bundle: BundleTable.Listed, here: String) -> Page {
        let path = "/bundles/\(bundle.id)"
        var page = Page(bundle.name, section: BundleList.path)
        page.trail = [Page.Link(call.t("bundles.title"), BundleList.path)]
        if call.may(.edit, .bundles) {
            page.actions.append(Button.link(call.t("action.edit"), "\(path)/edit", .pencil))
        }
        if call.may(.delete, .bundles) {
            page.actions.append(Button.link(call.t("action.delete"), "\(path)/delete", .trash, .danger))
        }
        var tabs: [(title: String, path: String, isHere: Bool)] = [
            (call.t("bundle.overview"), path, here == "overview")
        ]
        for kind in BundleContentKind.allCases {
            let title = "\(call.t(title(kind))) (\(call.texts.number(bundle.count(of: kind))))"
            tabs.append((title, "\(path)/\(kind.rawValue)", here == kind.rawValue))
        }
        if call.may(.view, .subscribers) {
            let title = "\(call.t("bundle.subscribers")) (\(call.texts.number(bundle.subscriberCount)))"
            tabs.append((title, "\(path)/subscribers", here == "subscribers"))
        }
        page.tabs = Tabs.html(bundle.name, tabs)
        return page
    }

    static func show(
        _ call: PageCall, _ bundle: BundleTable.Listed, _ contents: [BundleContentKind: [BundleTable.Content]]
    ) -> Page {
        var page = frame(call, bundle, here: "overview")
        let facts: [(title: String, value: HTML)] = [
            (call.t("bundle.description"), text(bundle.description, call)),
            (call.t("bundle.subscribers"), "\(call.texts.number(bundle.subscriberCount))"),
            (call.t("bundle.created"), Moment.html(bundle.createdAt, call)),
            (call.t("bundle.updated"), Moment.html(bundle.updatedAt, call)),
        ]
        let panels = BundleContentKind.allCases.map { panel(call, bundle, $0, contents[$0] ?? []) }
        page.content = """
            <div class="columns"><div>\(Panel.html(call.t("bundle.about"), Panel.facts(facts)))</div>
            <div>\(panels)</div></div>
            """
        return page
    }

    static func delete(_ call: PageCall, _ bundle: BundleTable.Listed, _ draft: FormDraft = FormDraft()) -> Page {
        let path = "/bundles/\(bundle.id)"
        var page = Page(call.t("bundle.delete-title", ["name": bundle.name]), section: BundleList.path)
        page.trail = trail(call, bundle)
        page.isNarrow = true
        page.content =
            ConfirmView(
                call: call, action: "\(path)/delete", cancel: path, name: bundle.name,
                text: call.count("bundle.delete-text", bundle.subscriberCount), button: "action.delete", draft: draft
            ).html
        return page
    }

    static func trail(_ call: PageCall, _ bundle: BundleTable.Listed) -> [Page.Link] {
        [Page.Link(call.t("bundles.title"), BundleList.path), Page.Link(bundle.name, "/bundles/\(bundle.id)")]
    }

    /// A key of the catalogue.
    static func title(_ kind: BundleContentKind) -> String {
        switch kind {
        case .liveStreams: "bundle.live-streams"
        case .movies: "bundle.movies"
        case .shows: "bundle.shows"
        }
    }

    private static func text(_ text: String?, _ call: PageCall) -> HTML {
        text.map { "\($0)" } ?? "<span class=\"soft\">\(call.t("value.none"))</span>"
    }

    /// The first of a kind, and the way to the rest.
    private static func panel(
        _ call: PageCall, _ bundle: BundleTable.Listed, _ kind: BundleContentKind, _ rows: [BundleTable.Content]
    ) -> HTML {
        let path = "/bundles/\(bundle.id)/\(kind.rawValue)"
        let items = rows.map { row in
            "<li>\(row.number.map { "<span class=\"number\">\($0)</span>" as HTML })<span>\(row.name)</span></li>"
                as HTML
        }
        let all = Button.link(call.t("bundle.show-all"), path, nil, .quiet)
        let add = Button.link(call.t("bundle.add"), "\(path)/add", .plus, .quiet)
        let list: HTML =
            rows.isEmpty
            ? "<p class=\"soft\">\(call.t("value.none"))</p>" : "<ul class=\"bundle-contents\">\(items)</ul>"
        return Panel.html(
            "\(call.t(title(kind))) (\(call.texts.number(bundle.count(of: kind))))", list,
            action: rows.isEmpty ? (call.may(.edit, .bundles) ? add : nil) : all)
    }
}
