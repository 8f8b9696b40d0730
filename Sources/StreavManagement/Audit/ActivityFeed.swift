import StreavDomain
import StreavWeb

/// A few entries of the activity log, in words.
enum ActivityFeed {
    static func html(_ entries: [ActivityEntry], _ call: PageCall) -> HTML {
        guard !entries.isEmpty else { return "<p class=\"soft pad\">\(call.t("overview.no-activity"))</p>" }
        let rows = entries.map { entry in
            """
            <li><a href="/activity/\(entry.sequence)"><span class="feed-what"><b>\(entry.activity.actor.name)</b> \
            \(action(entry)) \(thing(entry))</span></a>\
            <span class="soft">\(Moment.html(entry.occurredAt, call))</span></li>
            """ as HTML
        }
        return "<ul class=\"feed\">\(rows)</ul>"
    }

    static func action(_ entry: ActivityEntry) -> HTML {
        let tone = entry.activity.action.contains("refused") ? "bad" : "plain"
        return "<code class=\"action \(tone)\">\(entry.activity.action)</code>"
    }

    /// What it was done to, with a link where there is a page of it.
    static func thing(_ entry: ActivityEntry) -> HTML {
        let activity = entry.activity
        let name = activity.resourceName ?? activity.resourceID ?? ""
        return "<span class=\"thing\">\(name)</span>"
    }
}
