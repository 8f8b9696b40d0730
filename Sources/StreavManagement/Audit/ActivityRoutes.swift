import StreavDomain
import StreavStore
import StreavWeb

/// `/activity`: the log of what was done and refused.
enum ActivityRoutes {
    static let path = "/activity"

    static let routes: [PageRoute] = [
        .get("/activity", .may(.view, .activity)) { .page(try await page($0)) },
        .get("/activity.csv", .may(.view, .activity)) { export($0, .csv) },
        .get("/activity.json", .may(.view, .activity)) { export($0, .json) },
        .get("/activity/{sequence}", .may(.view, .activity)) { call in
            guard let sequence = call.parameters["sequence"].flatMap({ Int64($0) }),
                let entry = try await call.read({ try $0.activity.find(sequence) })
            else { throw PageFault.notFound }
            return .page(ActivityEntryPage.page(call, entry))
        },
    ]

    private static let columns: [ListColumn<ActivityEntry>] = [
        ListColumn("number", "activity.number", sortable: true, .minor) {
            .number($0.sequence)
        } cell: { entry, _ in
            "<span class=\"number\">\(entry.sequence)</span>"
        },
        ListColumn("time", "activity.time") {
            .moment($0.occurredAt)
        } cell: { entry, _ in
            Moment.exactHTML(entry.occurredAt)
        },
        ListColumn("who", "activity.who", .primary) {
            .text($0.activity.actor.name)
        } cell: { entry, _ in
            "<a href=\"/activity/\(entry.sequence)\">\(entry.activity.actor.name)</a>"
        },
        ListColumn("actor-kind", "activity.resource", .minor) {
            .text(kindValue($0.activity.actor.kind))
        } cell: { entry, call in
            "\(kindName(entry.activity.actor.kind, call))"
        },
        ListColumn("action", "activity.what") {
            .text($0.activity.action)
        } cell: { entry, _ in
            ActivityFeed.action(entry)
        },
        ListColumn("resource", "activity.resource", .minor) { .text($0.activity.resource) },
        ListColumn("name", "activity.thing") {
            .text($0.activity.resourceName ?? $0.activity.resourceID)
        } cell: { entry, _ in
            ActivityFeed.thing(entry)
        },
        ListColumn("address", "activity.address", .minor, needs: Permission(.reveal, .activity)) {
            .text($0.activity.actor.address)
        },
    ]

    private static func query(_ call: PageCall) -> ListQuery {
        ListQuery(
            path, call.query, filters: ["q", "action", "resource", "actor", "since", "until"], sorts: ["number"],
            descending: true)
    }

    private static func rows(
        _ query: ListQuery, _ slice: ListSlice, _ call: PageCall
    ) async throws -> ListPage<ActivityEntry> {
        let filter = ActivityTable.Filter(
            text: query["q"], action: query["action"], resource: query["resource"],
            actorKind: query["actor"].flatMap(kind), since: query["since"].flatMap { DateTimeText.read($0) },
            until: query["until"].flatMap { DateTimeText.read($0) }?.advanced(by: .seconds(86_400)))
        return try await call.read {
            try $0.activity.list(filter, descending: query.descending, slice)
        }
    }

    private static func page(_ call: PageCall) async throws -> Page {
        let query = query(call)
        let vocabulary = try await call.read { try $0.activity.vocabulary(limit: 200) }
        var page = Page(call.t("activity.title"), section: path)
        page.subtitle = call.t("activity.subtitle")
        var list = ListView(
            call: call, query: query, columns: columns, page: try await rows(query, query.slice, call))
        list.filters = [
            .text("q", "activity.search"),
            .choice("action", "activity.action", vocabulary.actions.map { ($0, $0) }),
            .choice("resource", "activity.resource", vocabulary.resources.map { ($0, $0) }),
            .choice("actor", "activity.who", Actor.Kind.allCases.map { (kindValue($0), kindName($0, call)) }),
            .day("since", "activity.since"), .day("until", "activity.until"),
        ]
        list.empty = EmptyState.html(.list, call.t("activity.empty"), call.t("activity.subtitle"))
        page.content = list.html
        return page
    }

    private static func export(_ call: PageCall, _ format: ListExport<ActivityEntry>.Format) -> PageAnswer {
        let query = query(call)
        return ListExport(call: call, name: "activity", columns: columns) { slice in
            try await rows(query, slice, call)
        }.answer(format)
    }

    static func kindName(_ kind: Actor.Kind, _ call: PageCall) -> String {
        switch kind {
        case .user: call.t("actor.user")
        case .application: call.t("actor.application")
        case .system: call.t("actor.system")
        case .commandLine: call.t("actor.commandLine")
        }
    }

    private static func kindValue(_ kind: Actor.Kind) -> String {
        switch kind {
        case .user: "user"
        case .application: "application"
        case .system: "system"
        case .commandLine: "command-line"
        }
    }

    private static func kind(_ value: String) -> Actor.Kind? {
        Actor.Kind.allCases.first { kindValue($0) == value }
    }
}
