import StreavControl
import StreavDomain
import StreavStore
import StreavWeb

/// The pages of one subscriber.
enum SubscriberPages {
    /// What the page of a subscriber shows besides its details.
    struct Known: Sendable {
        let subscriber: Subscriber
        let owner: String
        let bundles: [CatalogueQueries.Named]
        let activity: [ActivityEntry]
        /// Nil for whoever may not see it.
        let token: String?
        let playback: SubscriberPlayback.Found?
    }

    /// Name, badge, buttons and tabs of every page of a subscriber.
    static func frame(_ call: PageCall, _ subscriber: Subscriber, here: String) -> Page {
        let path = path(subscriber)
        var page = Page(subscriber.details.username, section: SubscriberList.path)
        page.trail = [Page.Link(call.t("subscribers.title"), SubscriberList.path)]
        page.badge = SubscriberState.html(subscriber.details, call)
        if call.may(.edit, .subscribers) {
            page.actions.append(Button.link(call.t("action.edit"), "\(path)/edit", .pencil))
        }
        if call.may(.delete, .subscribers) {
            page.actions.append(Button.link(call.t("action.delete"), "\(path)/delete", .trash, .danger))
        }
        var tabs: [(title: String, path: String, isHere: Bool)] = [
            (call.t("subscriber.overview"), path, here == "overview")
        ]
        if call.may(.reveal, .subscribers) {
            tabs.append((call.t("subscriber.playback"), "\(path)/playback", here == "playback"))
        }
        tabs.append((call.t("subscriber.admission"), "\(path)/admission", here == "admission"))
        page.tabs = Tabs.html(subscriber.details.username, tabs)
        return page
    }

    static func show(_ call: PageCall, _ known: Known) -> Page {
        let subscriber = known.subscriber
        let details = subscriber.details
        var page = frame(call, subscriber, here: "overview")
        let moments: [(title: String, value: HTML)] = [
            (call.t("subscriber.created"), Moment.html(subscriber.createdAt, call)),
            (call.t("subscriber.updated"), Moment.html(subscriber.updatedAt, call)),
        ]
        let facts = SubscriberFacts.subscription(details, call, owner: known.owner) + moments
        let bundles = known.bundles.map { (title: $0.name, path: Optional("/bundles/\($0.id)")) }
        page.content = """
            <div class="columns">
            <div>\(Panel.html(call.t("subscriber.about"), Panel.facts(facts)))
            \(Panel.html(call.t("subscriber.bundles"), SubscriberFacts.bundles(bundles, call)))
            \(Panel.html(
                call.t("subscriber.step-restrictions"), Panel.facts(SubscriberFacts.restrictions(details, call))))</div>
            <div>\(access(call, known))
            \(known.playback.map { SubscriberPlayback.panel(call, subscriber, $0) })
            \(connections(call, subscriber))
            \(activity(call, known))</div>
            </div>
            """
        return page
    }

    static func edit(
        _ call: PageCall, _ subscriber: Subscriber, _ draft: FormDraft, _ choices: SubscriberChoices,
        conflict: ConflictView? = nil
    ) -> Page {
        let path = path(subscriber)
        var page = Page(
            call.t("subscriber.edit-title", ["name": subscriber.details.username]), section: SubscriberList.path)
        page.trail = trail(call, subscriber)
        page.isNarrow = true
        let form = FormView(call, "\(path)/edit", draft)
        let parts = SubscriberParts(call: call, form: form, choices: choices, isNew: false)
        page.content = """
            \(conflict?.html)
            \(form.open)
            \(form.hidden("revision", draft["revision"]))
            \(parts.standard("save"))
            \(parts.html(.general))
            <h2>\(call.t("subscriber.bundles"))</h2>
            \(parts.html(.bundles))
            <h2>\(call.t("subscriber.step-restrictions"))</h2>
            \(parts.html(.restrictions))
            <div class="form-actions"><button class="button primary" name="go" value="save">\
            \(call.t("action.save"))</button>\(Button.link(call.t("action.cancel"), path, nil, .quiet))</div>
            \(FormView.close)
            """
        return page
    }

    static func delete(_ call: PageCall, _ subscriber: Subscriber, _ draft: FormDraft = FormDraft()) -> Page {
        let path = path(subscriber)
        let name = subscriber.details.username
        var page = Page(call.t("subscriber.delete-title", ["name": name]), section: SubscriberList.path)
        page.trail = trail(call, subscriber)
        page.isNarrow = true
        page.content =
            ConfirmView(
                call: call, action: "\(path)/delete", cancel: path, name: name,
                text: call.t("subscriber.delete-text"), button: "action.delete", draft: draft
            ).html
        return page
    }

    static func regenerate(_ call: PageCall, _ subscriber: Subscriber) -> Page {
        let path = path(subscriber)
        var page = Page(
            call.t("subscriber.token-title", ["name": subscriber.details.username]), section: SubscriberList.path)
        page.trail = trail(call, subscriber)
        page.isNarrow = true
        page.content =
            ConfirmView(
                call: call, action: "\(path)/token", cancel: path, name: nil, text: call.t("subscriber.token-text"),
                button: "subscriber.token-regenerate"
            ).html
        return page
    }

    /// The fields as two people left them.
    static func conflict(
        _ call: PageCall, theirs: Subscriber, yours: FormDraft, _ choices: SubscriberChoices
    ) -> ConflictView {
        let now = SubscriberForm.draft(theirs.details)
        func flag(_ value: String) -> String { call.t(value.isEmpty ? "value.no" : "value.yes") }
        func names(_ draft: FormDraft) -> String {
            draft.all("bundles").map(choices.bundleName).joined(separator: ", ")
        }
        func status(_ draft: FormDraft) -> String {
            SubscriberState.status(draft["status"]).map { SubscriberState.name($0, call) } ?? ""
        }
        func end(_ draft: FormDraft) -> String {
            draft["unlimited"].isEmpty ? draft["expires"] : call.t("subscriber.unlimited")
        }
        let texts: [(name: String, title: String)] = [
            ("username", "subscriber.username"), ("email", "subscriber.email"),
            ("connections", "subscriber.connections"), ("note", "subscriber.note"),
            ("countries", "subscriber.countries"), ("addresses", "subscriber.addresses"),
            ("agents", "subscriber.agents"),
        ]
        let flags: [(name: String, title: String)] = [
            ("trial", "subscriber.trial"), ("hls", "subscriber.hls"), ("ts", "subscriber.ts"),
        ]
        var fields: [(title: String, theirs: String, yours: String)] = texts.map {
            (call.t($0.title), now[$0.name], SubscriberForm.optional(yours[$0.name]) ?? "")
        }
        fields += flags.map { (call.t($0.title), flag(now[$0.name]), flag(yours[$0.name])) }
        fields.append((call.t("subscriber.status"), status(now), status(yours)))
        fields.append((call.t("subscriber.expires"), end(now), end(yours)))
        fields.append((call.t("subscriber.owner"), choices.ownerName(now["owner"]), choices.ownerName(yours["owner"])))
        fields.append((call.t("subscriber.bundles"), names(now), names(yours)))
        return ConflictView(
            call: call, name: theirs.details.username, reload: "\(path(theirs))/edit",
            fields: fields.filter { $0.theirs != $0.yours })
    }

    static func path(_ subscriber: Subscriber) -> String { "/subscribers/\(subscriber.id)" }

    static func trail(_ call: PageCall, _ subscriber: Subscriber) -> [Page.Link] {
        [
            Page.Link(call.t("subscribers.title"), SubscriberList.path),
            Page.Link(subscriber.details.username, path(subscriber)),
        ]
    }

    /// What a player is set up with. The token is there for those who may see it, behind a click.
    private static func access(_ call: PageCall, _ known: Known) -> HTML {
        let subscriber = known.subscriber
        var facts: [(title: String, value: HTML)] = [
            (
                call.t("subscriber.username"),
                copied(subscriber.details.username, call)
            )
        ]
        if let server = call.dashboard.playback?.addresses.publicURL {
            facts.insert(
                (call.t("subscriber.server"), copied(server, call)), at: 0)
        }
        facts.append(
            (
                call.t("subscriber.token"),
                known.token.map { token in
                    """
                    <span class="subscriber-copied"><details class="subscriber-token">\
                    <summary>\(call.t("subscriber.token-show"))</summary><code>\(token)</code></details>\
                    \(Button.copy(token, call))</span>
                    """ as HTML
                } ?? "<span class=\"soft\">••••••</span>"
            ))
        let regenerate =
            call.may(.edit, .subscribers)
            ? Button.link(call.t("subscriber.token-regenerate"), "\(path(subscriber))/token", .refresh, .quiet) : nil
        return Panel.html(call.t("subscriber.access"), Panel.facts(facts), action: regenerate)
    }

    private static func copied(_ text: String, _ call: PageCall) -> HTML {
        "<span class=\"subscriber-copied\"><code>\(text)</code>\(Button.copy(text, call))</span>"
    }

    private static func connections(_ call: PageCall, _ subscriber: Subscriber) -> HTML? {
        guard call.may(.view, .connections) else { return nil }
        return Panel.html(
            call.t("subscriber.live-connections"),
            "<p class=\"soft\">\(call.count("subscriber.connections-text", subscriber.details.maxConnections))</p>",
            action: Button.link(
                call.t("subscriber.show-connections"), "/connections?subscriber=\(subscriber.id)", .plug, .quiet))
    }

    private static func activity(_ call: PageCall, _ known: Known) -> HTML? {
        guard call.may(.view, .activity) else { return nil }
        let all = WebPath.make(
            "/activity", [("q", known.subscriber.details.username), ("resource", "subscriber")])
        return Panel.html(
            call.t("subscriber.activity"), ActivityFeed.html(known.activity, call),
            action: Button.link(call.t("subscriber.all-activity"), all, nil, .quiet), isFlush: true)
    }
}
