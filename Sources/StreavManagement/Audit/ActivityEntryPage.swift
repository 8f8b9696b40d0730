import StreavDomain
import StreavWeb

/// One entry of the log, with what it changed.
enum ActivityEntryPage {
    static func page(_ call: PageCall, _ entry: ActivityEntry) -> Page {
        let activity = entry.activity
        var page = Page(
            call.t("activity.entry", ["number": "\(entry.sequence)"]), section: ActivityRoutes.path)
        page.trail = [Page.Link(call.t("activity.title"), ActivityRoutes.path)]
        var facts: [(title: String, value: HTML)] = [
            (call.t("activity.time"), Moment.exactHTML(entry.occurredAt)),
            (
                call.t("activity.who"),
                """
                \(activity.actor.name) \
                <span class="soft">\(ActivityRoutes.kindName(activity.actor.kind, call))</span>
                """
            ),
            (call.t("activity.what"), ActivityFeed.action(entry)),
            (
                call.t("activity.thing"),
                """
                \(activity.resourceName ?? "") <span class="soft">\(activity.resource)\
                \(activity.resourceID.map { " \($0)" } ?? "")</span>
                """
            ),
        ]
        if call.may(.reveal, .activity) {
            facts.append((call.t("activity.address"), "<span class=\"number\">\(activity.actor.address ?? "–")</span>"))
        }
        page.content = """
            \(Panel.html(call.t("activity.title"), Panel.facts(facts)))
            \(Panel.html(call.t("activity.changes"), changes(call, activity), isFlush: true))
            """
        return page
    }

    private static func changes(_ call: PageCall, _ activity: Activity) -> HTML {
        let before = FlatJSON.members(activity.before)
        let after = FlatJSON.members(activity.after)
        let names = (before.map(\.name) + after.map(\.name)).reduce(into: [String]()) { names, name in
            if !names.contains(name) { names.append(name) }
        }
        guard !names.isEmpty else { return "<p class=\"soft pad\">\(call.t("activity.no-changes"))</p>" }
        let rows = names.map { name in
            let old = before.first { $0.name == name }?.value ?? ""
            let new = after.first { $0.name == name }?.value ?? ""
            return """
                <tr\(" class=\"differs\"", if: old != new)><th scope="row">\(name)</th><td>\(old)</td>\
                <td>\(new)</td></tr>
                """ as HTML
        }
        return """
            <table class="compare"><thead><tr><th scope="col">\(call.t("activity.field"))</th>\
            <th scope="col">\(call.t("activity.before"))</th>\
            <th scope="col">\(call.t("activity.after"))</th></tr></thead>\
            <tbody>\(rows)</tbody></table>
            """
    }
}
