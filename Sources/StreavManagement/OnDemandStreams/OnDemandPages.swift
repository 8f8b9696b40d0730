import StreavDomain
import StreavStore
import StreavWeb

/// The pages of one on-demand stream.
enum OnDemandPages {
    static func new(_ call: PageCall, _ draft: FormDraft) -> Page {
        var page = Page(call.t("ondemand.new"), section: OnDemandList.path)
        page.trail = [Page.Link(call.t("ondemand.title"), OnDemandList.path)]
        page.isNarrow = true
        page.content = OnDemandForm.html(
            call, "\(OnDemandList.path)/new", draft, cancel: OnDemandList.path, isNew: true)
        return page
    }

    static func edit(
        _ call: PageCall, _ stream: OnDemandStream, _ draft: FormDraft, conflict: ConflictView? = nil
    ) -> Page {
        let path = "\(OnDemandList.path)/\(stream.id)"
        var page = Page(call.t("catalogue.edit-title", ["name": stream.details.name]), section: OnDemandList.path)
        page.trail = trail(call, stream)
        page.isNarrow = true
        page.content = """
            \(conflict?.html)
            \(OnDemandForm.html(call, "\(path)/edit", draft, cancel: path, isNew: false))
            """
        return page
    }

    static func show(_ call: PageCall, _ stream: OnDemandStream, uses: [OnDemandStreamTable.Use]) -> Page {
        let path = "\(OnDemandList.path)/\(stream.id)"
        var page = Page(stream.details.name, section: OnDemandList.path)
        page.trail = [Page.Link(call.t("ondemand.title"), OnDemandList.path)]
        if call.may(.operate, .onDemandStreams), call.dashboard.fileProbe != nil {
            page.actions.append(Button.post(call.t("ondemand.probe"), "\(path)/probe", call, icon: .refresh))
        }
        if call.may(.edit, .onDemandStreams) {
            page.actions.append(Button.link(call.t("action.edit"), "\(path)/edit", .pencil))
        }
        if call.may(.delete, .onDemandStreams) {
            page.actions.append(Button.link(call.t("action.delete"), "\(path)/delete", .trash, .danger))
        }
        let add: HTML? =
            call.may(.create, .movies)
            ? Button.link(call.t("movies.new"), "/movies/new?file=\(stream.id)", .plus, .quiet) : nil
        page.content = """
            <div class="columns">
            <div>\(Panel.html(call.t("catalogue.facts"), Panel.facts(facts(call, stream))))</div>
            <div>\(Panel.html(call.t("ondemand.uses"), useList(uses, call), action: add))</div>
            </div>
            """
        return page
    }

    static func delete(_ call: PageCall, _ stream: OnDemandStream, _ draft: FormDraft = FormDraft()) -> Page {
        let path = "\(OnDemandList.path)/\(stream.id)"
        var page = Page(call.t("catalogue.delete-title", ["name": stream.details.name]), section: OnDemandList.path)
        page.trail = trail(call, stream)
        page.isNarrow = true
        page.content =
            ConfirmView(
                call: call, action: "\(path)/delete", cancel: path, name: stream.details.name,
                text: call.t("ondemand.delete-text"), button: "action.delete", draft: draft
            ).html
        return page
    }

    private static func trail(_ call: PageCall, _ stream: OnDemandStream) -> [Page.Link] {
        [
            Page.Link(call.t("ondemand.title"), OnDemandList.path),
            Page.Link(stream.details.name, "\(OnDemandList.path)/\(stream.id)"),
        ]
    }

    private static func facts(_ call: PageCall, _ stream: OnDemandStream) -> [(title: String, value: HTML)] {
        let details = stream.details
        func text(_ value: String?) -> HTML { CatalogueLinks.text(value, call) }
        let first: [(title: String, value: HTML)] = [
            (call.t("ondemand.key"), "<code>\(details.mediaKey)</code>"),
            (call.t("ondemand.duration"), text(details.durationMilliseconds.map(OnDemandFacts.duration))),
            (call.t("ondemand.format"), text(details.fileFormat)),
            (call.t("ondemand.picture"), text(OnDemandFacts.size(details))),
            (call.t("ondemand.video"), text(details.videoCodec)),
            (call.t("ondemand.audio"), text(details.audioCodec)),
        ]
        let second: [(title: String, value: HTML)] = [
            (call.t("ondemand.size"), text(details.sizeBytes.map(Quantity.bytes))),
            (call.t("ondemand.bits"), text(details.bitsPerSecond.map(Quantity.bitRate))),
            (call.t("catalogue.created"), Moment.html(stream.createdAt, call)),
            (call.t("catalogue.updated"), Moment.html(stream.updatedAt, call)),
        ]
        return first + second
    }

    private static func useList(_ uses: [OnDemandStreamTable.Use], _ call: PageCall) -> HTML {
        guard !uses.isEmpty else { return "<p class=\"soft\">\(call.t("ondemand.unused-hint"))</p>" }
        let rows = uses.map { use in
            guard let season = use.season, let episode = use.episode else {
                return "<li><a href=\"/movies/\(use.id)\">\(use.title)</a></li>" as HTML
            }
            return """
                <li><a href="/shows/\(use.id)/seasons/\(season)">\(use.title)</a> \
                <span class="soft number">\(season)×\(episode)</span></li>
                """ as HTML
        }
        return "<ul class=\"catalogue-found\">\(rows)</ul>"
    }
}
