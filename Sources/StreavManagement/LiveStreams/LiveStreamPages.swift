import StreavControl
import StreavDomain
import StreavStore
import StreavWeb

/// The pages that make, change and delete one live stream.
enum LiveStreamPages {
    static func new(
        _ call: PageCall, _ draft: FormDraft, _ sources: SourceEditor, _ choices: LiveStreamForm.Choices
    ) -> Page {
        var page = Page(call.t("stream.new-title"), section: LiveStreamList.path)
        page.trail = [Page.Link(call.t("streams.title"), LiveStreamList.path)]
        page.isNarrow = true
        page.content = LiveStreamForm.html(
            call, "\(LiveStreamList.path)/new", draft, sources, choices, cancel: LiveStreamList.path, isNew: true)
        return page
    }

    static func edit(
        _ call: PageCall, _ stream: LiveStream, _ draft: FormDraft, _ sources: SourceEditor,
        _ choices: LiveStreamForm.Choices, conflict: ConflictView? = nil
    ) -> Page {
        let path = path(stream)
        var page = Page(call.t("stream.edit-title", ["name": stream.details.name]), section: LiveStreamList.path)
        page.trail = trail(call, stream)
        page.isNarrow = true
        page.content = """
            \(conflict?.html)
            \(LiveStreamForm.html(call, "\(path)/edit", draft, sources, choices, cancel: path, isNew: false))
            """
        return page
    }

    static func delete(_ call: PageCall, _ stream: LiveStream, _ draft: FormDraft = FormDraft()) -> Page {
        var page = Page(call.t("stream.delete-title", ["name": stream.details.name]), section: LiveStreamList.path)
        page.trail = trail(call, stream)
        page.isNarrow = true
        page.content =
            ConfirmView(
                call: call, action: "\(path(stream))/delete", cancel: path(stream), name: stream.details.name,
                text: call.t("stream.delete-text"), button: "action.delete", draft: draft
            ).html
        return page
    }

    /// What a test of one of its sources has shown.
    static func tested(_ call: PageCall, _ stream: LiveStream, source: Int, _ result: SourceProbe) -> Page {
        let number = call.texts.number(source + 1)
        var page = Page(call.t("stream.source-title", ["number": number]), section: LiveStreamList.path)
        page.trail = trail(call, stream)
        page.isNarrow = true
        page.content = """
            \(Panel.html(call.t("stream.test"), SourceProbeView.html(result, call)))
            <p class="form-actions">\(Button.post(
                call.t("stream.test-again"), "\(path(stream))/test", call, fields: [("source", "\(source)")]))
            \(Button.link(call.t("action.back"), path(stream), nil, .quiet))</p>
            """
        return page
    }

    static func path(_ stream: LiveStream) -> String { "\(LiveStreamList.path)/\(stream.id)" }

    static func trail(_ call: PageCall, _ stream: LiveStream) -> [Page.Link] {
        [Page.Link(call.t("streams.title"), LiveStreamList.path), Page.Link(stream.details.name, path(stream))]
    }

    /// The fields as two people left them.
    static func conflict(_ call: PageCall, theirs: LiveStream, yours: FormDraft, rows: [SourceRow]) -> ConflictView {
        func flag(_ isOn: Bool) -> String { call.t(isOn ? "value.yes" : "value.no") }
        let details = theirs.details
        let addresses = details.sources.map { LiveStreamFacts.address($0, call) }.joined(separator: "\n")
        let typed = rows.filter { !$0.isRemoved }.map { row in
            row.address.isEmpty ? call.t("stream.source-as-it-was") : row.address
        }
        return ConflictView(
            call: call, name: details.name, reload: "\(path(theirs))/edit",
            fields: [
                (call.t("stream.name"), details.name, yours["name"]),
                (call.t("stream.number"), "\(details.number)", yours["number"]),
                (call.t("stream.description"), details.description ?? "", yours["description"]),
                (call.t("stream.logo"), details.logoURL ?? "", yours["logoUrl"]),
                (call.t("stream.is-enabled"), flag(details.isEnabled), flag(!yours["isEnabled"].isEmpty)),
                (call.t("stream.on-demand"), flag(details.startsOnDemand), flag(!yours["startsOnDemand"].isEmpty)),
                (call.t("stream.sources"), addresses, typed.joined(separator: "\n")),
            ])
    }
}
