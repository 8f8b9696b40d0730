import StreavControl
import StreavDomain
import StreavWeb

/// The pages of one connection, and what is asked before some are closed.
enum ConnectionPages {
    static let holdField = FormShape.Field.text("hold", limit: 8)

    static func show(_ call: PageCall, _ row: Connection, activity: [ActivityEntry]) -> Page {
        var page = Page(title(row, call), section: ConnectionList.path)
        page.trail = [Page.Link(call.t("connections.title"), ConnectionList.path)]
        if row.isLive, call.may(.operate, .connections) {
            page.actions = [
                Button.link(call.t("connection.close"), "/connections/\(row.id)/close", .ban, .danger)
            ]
        }
        let region = LiveRegion("connection", facts(row, call))
        page.regions = [region]
        page.content = """
            <div class="columns"><div>\(Panel.html(call.t("connection.title"), region.html))</div>
            <div>\(call.may(.view, .activity) && !activity.isEmpty
                ? Panel.html(call.t("connection.activity"), ActivityFeed.html(activity, call), isFlush: true) : "")\
            </div></div>
            """
        return page
    }

    private static func facts(_ row: Connection, _ call: PageCall) -> HTML {
        var facts: [(title: String, value: HTML)] = [
            (call.t("connection.state"), ConnectionWords.state(row, call)),
            (call.t("connection.subscriber"), ConnectionWords.subscriber(row, call)),
            (call.t("connection.stream"), ConnectionWords.stream(row, call)),
            (call.t("connection.format"), Badge.plain(ConnectionWords.format(row.format))),
            (call.t("connection.server"), ConnectionWords.server(row, call)),
            (call.t("connection.country"), "\(row.country ?? call.t("connection.unknown"))"),
        ]
        if call.may(.reveal, .connections) {
            facts.append((call.t("connection.address"), "<span class=\"number\">\(row.address)</span>"))
        }
        facts += [
            (call.t("connection.player"), "\(row.userAgent ?? call.t("connection.unknown"))"),
            (call.t("connection.started"), Moment.html(row.startedAt, call)),
            (call.t("connection.last-seen"), Moment.html(row.lastSeenAt, call)),
        ]
        if row.endedAt != nil { facts.append((call.t("connection.ended"), Moment.html(row.endedAt, call))) }
        facts += [
            (call.t("connection.bytes"), "\(Quantity.bytes(row.bytes))"),
            (call.t("connection.bitrate"), "\(Quantity.bitRate(row.averageBitsPerSecond))"),
        ]
        return Panel.facts(facts)
    }

    /// - Parameter rows: At least one, each of which goes on.
    static func close(
        _ call: PageCall, _ rows: [Connection], _ action: String, _ draft: FormDraft, cancel: String
    )
        -> Page
    {
        let heading =
            rows.count == 1
            ? call.t("connection.close-title", ["name": rows[0].username])
            : call.count("connections.close-title", rows.count)
        var page = Page(heading, section: ConnectionList.path)
        page.trail = [Page.Link(call.t("connections.title"), ConnectionList.path)]
        page.isNarrow = true
        var draft = draft
        if draft["hold"].isEmpty { draft["hold"] = ConnectionWords.standardHold }
        let form = FormView(call, action, draft, isStacked: true)
        let isBulk = action.contains("/bulk")
        page.content = """
            <div class="panel"><div class="panel-body">
            <ul class="names">\(rows.prefix(50).map { row in
                let what = "\(row.streamName) · \(PlayerName.text(row.userAgent))"
                return "<li>\(row.username) <span class=\"soft\">\(what)</span></li>" as HTML
            })</ul>
            \("<p class=\"soft\">\(call.count("connections.more", rows.count - 50))</p>", if: rows.count > 50)
            <p>\(call.t("connection.close-text"))</p>
            \(form.open)
            \(isBulk ? HTML.join(rows.map { form.hidden("ids", "\($0.id)") }) : "")
            \(form.select(
                "hold", "connection.hold", hint: "connection.hold-hint",
                ConnectionWords.holds.map { ("\($0)", ConnectionWords.hold($0, call)) }))
            \(form.submit("connection.close", cancel: cancel, style: .danger))
            \(FormView.close)
            </div></div>
            """
        return page
    }

    private static func title(_ row: Connection, _ call: PageCall) -> String {
        row.username.isEmpty ? call.t("connection.deleted") : row.username
    }
}
