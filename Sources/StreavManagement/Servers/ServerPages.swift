import StreavControl
import StreavDomain
import StreavWeb

/// The pages of one server.
enum ServerPages {
    static let fields: [FormShape.Field] = [
        .text("name", limit: 512), .text("publicUrl"), .text("weight", limit: 16),
    ]
    private static let streamLimit = 50

    static func draft(_ server: Server) -> FormDraft {
        var draft = FormDraft()
        draft["name"] = server.details.name
        draft["publicUrl"] = server.details.publicURL
        draft["weight"] = "\(server.details.weight)"
        draft["revision"] = "\(server.revision)"
        return draft
    }

    /// - Throws: ``StreavDomain/InvalidInput`` for a weight that is no number; the rest is judged where it is done.
    static func details(_ form: FormValues, status: ServerStatus) throws -> ServerDetails {
        guard let weight = form.number("weight") else { throw InvalidInput(field: "weight", "must be 1 to 1000") }
        return ServerDetails(
            name: form.line("name") ?? "", publicURL: form.line("publicUrl") ?? "", status: status, weight: weight)
    }

    static func new(_ call: PageCall, _ draft: FormDraft) -> Page {
        var page = Page(call.t("servers.new"), section: ServerList.path)
        page.trail = [Page.Link(call.t("servers.title"), ServerList.path)]
        page.isNarrow = true
        page.content = """
            <p class="soft">\(call.t("servers.new-text"))</p>
            \(form(call, "/servers/new", draft, cancel: ServerList.path, isNew: true))
            """
        return page
    }

    static func edit(_ call: PageCall, _ server: Server, _ draft: FormDraft, conflict: ConflictView? = nil) -> Page {
        let path = "/servers/\(server.id)"
        var page = Page(call.t("servers.edit-title", ["name": server.details.name]), section: ServerList.path)
        page.trail = trail(call, server)
        page.isNarrow = true
        page.content = "\(conflict?.html)\(form(call, "\(path)/edit", draft, cancel: path, isNew: false))"
        return page
    }

    private static func form(
        _ call: PageCall, _ action: String, _ draft: FormDraft, cancel: String, isNew: Bool
    ) -> HTML {
        let form = FormView(call, action, draft)
        return """
            \(form.open)
            \(form.text("name", "servers.name", hint: "servers.name-hint", required: true, isFocused: isNew))
            \(form.text("publicUrl", "servers.public-url", hint: "servers.public-url-hint", required: true))
            \(form.text("weight", "servers.weight", hint: "servers.weight-hint", type: "number", required: true))
            \(isNew ? "" : form.hidden("revision", draft["revision"]))
            \(form.submit("action.save", cancel: cancel))
            \(FormView.close)
            """
    }

    static func conflict(_ call: PageCall, theirs: Server, yours: FormDraft) -> ConflictView {
        ConflictView(
            call: call, name: theirs.details.name, reload: "/servers/\(theirs.id)/edit",
            fields: [
                (call.t("servers.name"), theirs.details.name, yours["name"]),
                (call.t("servers.public-url"), theirs.details.publicURL, yours["publicUrl"]),
                (call.t("servers.weight"), "\(theirs.details.weight)", yours["weight"]),
            ])
    }

    static func show(_ call: PageCall, _ server: Server, streams: [LiveStream], activity: [ActivityEntry]) -> Page {
        var page = Page(server.details.name, section: ServerList.path)
        page.trail = [Page.Link(call.t("servers.title"), ServerList.path)]
        page.badge = OverviewPage.state(server, call)
        page.actions = actions(call, server)
        let state = LiveRegion("server", self.state(call, server))
        let running = LiveRegion("streams", self.streams(call, streams))
        page.regions = [state, running]
        let feed =
            call.may(.view, .activity)
            ? Panel.html(call.t("servers.activity"), ActivityFeed.html(activity, call), isFlush: true) : ""
        page.content = """
            <div class="columns">
            <div>\(Panel.html(call.t("servers.state-title"), state.html))\(feed)</div>
            <div>\(Panel.html(call.t("servers.streams-title"), running.html, isFlush: true))</div>
            </div>
            """
        return page
    }

    private static func actions(_ call: PageCall, _ server: Server) -> [HTML] {
        let path = "/servers/\(server.id)"
        var actions: [HTML] = []
        if call.may(.operate, .servers) {
            let others: [(ServerStatus, String, Button.Style)] = [
                (.active, "servers.activate", .primary), (.draining, "servers.drain", .plain),
                (.disabled, "servers.disable", .plain),
            ]
            for (status, title, style) in others where status != server.details.status {
                actions.append(
                    Button.post(
                        call.t(title), "\(path)/status", call, fields: [("status", ServerWords.value(status))], style))
            }
        }
        if call.may(.edit, .servers) { actions.append(Button.link(call.t("action.edit"), "\(path)/edit", .pencil)) }
        if call.may(.delete, .servers) {
            actions.append(Button.link(call.t("action.delete"), "\(path)/delete", .trash, .danger))
        }
        return actions
    }

    private static func state(_ call: PageCall, _ server: Server) -> HTML {
        let facts = Panel.facts([
            (call.t("servers.status"), OverviewPage.state(server, call)),
            (call.t("servers.heartbeat"), Moment.html(server.health.lastHeartbeatAt, call)),
            (call.t("servers.viewers"), ServerWords.viewers(server, call)),
            (call.t("servers.streams"), "\(call.texts.number(server.load.channels))"),
            (call.t("servers.bandwidth"), "\(Quantity.bitRate(server.load.outgoingBitsPerSecond))"),
            (call.t("servers.public-url"), "\(server.details.publicURL)"),
            (call.t("servers.weight"), "\(call.texts.number(server.details.weight))"),
            (call.t("servers.starts"), "\(call.texts.number(Int(server.health.incarnation)))"),
            (call.t("servers.created"), Moment.html(server.createdAt, call)),
            (call.t("servers.updated"), Moment.html(server.updatedAt, call)),
        ])
        return "\(hint(call, server))\(facts)"
    }

    /// What is to be done about a server that does not serve.
    private static func hint(_ call: PageCall, _ server: Server) -> HTML? {
        switch ServerWords.status(server) {
        case "lost": Banner.warning("\(call.t("servers.hint-lost"))")
        case "new": Banner.info("\(call.t("servers.hint-new"))")
        case "draining": Banner.info("\(call.t("servers.hint-draining"))")
        case "disabled": Banner.info("\(call.t("servers.hint-disabled"))")
        default: nil
        }
    }

    private static func link(_ stream: LiveStream, _ call: PageCall) -> HTML {
        PageLink.html(
            stream.details.name, "/live-streams", Int64(stream.id.rawValue), Permission(.view, .liveStreams), call)
    }

    private static func streams(_ call: PageCall, _ streams: [LiveStream]) -> HTML {
        guard !streams.isEmpty else { return "<p class=\"soft pad\">\(call.t("servers.no-streams"))</p>" }
        let rows = streams.prefix(streamLimit).map { stream in
            """
            <tr><td class="number">\(stream.details.number)</td><td class="primary">\(link(stream, call))</td></tr>
            """ as HTML
        }
        return """
            <table class="table"><thead><tr>\
            <th scope="col" class="number">\(call.t("servers.stream-number"))</th>\
            <th scope="col">\(call.t("servers.stream-name"))</th></tr></thead><tbody>\(rows)</tbody></table>
            \("<p class=\"soft pad\">\(call.count("servers.more-streams", streams.count - streamLimit))</p>",
                if: streams.count > streamLimit)
            """
    }

    static func delete(_ call: PageCall, _ server: Server, _ draft: FormDraft = FormDraft()) -> Page {
        let path = "/servers/\(server.id)"
        var page = Page(call.t("servers.delete-title", ["name": server.details.name]), section: ServerList.path)
        page.trail = trail(call, server)
        page.isNarrow = true
        page.content =
            ConfirmView(
                call: call, action: "\(path)/delete", cancel: path, name: server.details.name,
                text: call.t("servers.delete-text"), button: "action.delete", draft: draft
            ).html
        return page
    }

    private static func trail(_ call: PageCall, _ server: Server) -> [Page.Link] {
        [
            Page.Link(call.t("servers.title"), ServerList.path),
            Page.Link(server.details.name, "/servers/\(server.id)"),
        ]
    }
}
