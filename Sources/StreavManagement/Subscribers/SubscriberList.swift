import StreavDomain
import StreavStore
import StreavWeb

/// The list of subscribers: what it is narrowed by, its columns, its page.
enum SubscriberList {
    static let path = "/subscribers"

    static func query(_ call: PageCall) -> ListQuery {
        ListQuery(
            path, call.query, filters: ["q", "status", "expiry", "trial", "bundle", "owner"],
            sorts: SubscriberTable.Order.allCases.map(\.rawValue))
    }

    static func filter(_ query: ListQuery, _ call: PageCall) -> SubscriberTable.Filter {
        let expiry: SubscriberTable.Expiry? =
            switch query["expiry"] {
            case "expired": .expired
            case "soon": .before(call.now.advanced(by: SubscriberState.soon))
            case "running": .running
            case "unlimited": .unlimited
            default: nil
            }
        let isTrial: Bool? =
            switch query["trial"] {
            case "yes": true
            case "no": false
            default: nil
            }
        return SubscriberTable.Filter(
            text: query["q"], status: query["status"].flatMap(SubscriberState.status), expiry: expiry,
            isTrial: isTrial, bundle: query["bundle"].flatMap { BundleID(digits: $0) },
            owner: query["owner"].flatMap { UserID(digits: $0) }, now: call.now)
    }

    static func rows(
        _ filter: SubscriberTable.Filter, _ query: ListQuery, _ slice: ListSlice, _ call: PageCall
    ) async throws -> ListPage<SubscriberTable.Listed> {
        let order = SubscriberTable.Order(rawValue: query.sort) ?? .username
        return try await call.read {
            try $0.subscribers.list(filter, order: order, descending: query.descending, slice)
        }
    }

    static let columns: [ListColumn<SubscriberTable.Listed>] = names + subscription + rest

    private static let names: [ListColumn<SubscriberTable.Listed>] = [
        ListColumn("username", "subscriber.username", sortable: true, .primary) {
            .text($0.subscriber.details.username)
        } cell: { row, _ in
            "<a href=\"/subscribers/\(row.subscriber.id.rawValue)\">\(row.subscriber.details.username)</a>"
        },
        ListColumn("email", "subscriber.email", sortable: true, .minor) { .text($0.subscriber.details.email) },
        ListColumn("status", "subscriber.status", sortable: true) {
            .text(SubscriberState.value($0.subscriber.details.status))
        } cell: { row, call in
            SubscriberState.html(row.subscriber.details, call)
        },
    ]

    private static let subscription: [ListColumn<SubscriberTable.Listed>] = [
        ListColumn("expires", "subscriber.expires", sortable: true) {
            .moment($0.subscriber.details.expiresAt)
        } cell: { row, call in
            SubscriberState.expiry(row.subscriber.details.expiresAt, call)
        },
        ListColumn("connections", "subscriber.connections", sortable: true, .number) {
            .number(Int64($0.subscriber.details.maxConnections))
        },
        ListColumn("bundles", "subscriber.bundles", .number) { .number(Int64($0.bundleCount)) },
        ListColumn("trial", "subscriber.trial") {
            .boolean($0.subscriber.details.isTrial)
        } cell: { row, call in
            row.subscriber.details.isTrial ? Badge.plain(call.t("subscriber.trial")) : ""
        },
    ]

    private static let rest: [ListColumn<SubscriberTable.Listed>] = [
        ListColumn("owner", "subscriber.owner", sortable: true, .minor) { .text($0.owner) },
        ListColumn("created", "subscriber.created", sortable: true, .minor) {
            .moment($0.subscriber.createdAt)
        } cell: { row, call in
            Moment.html(row.subscriber.createdAt, call)
        },
    ]

    static func page(_ call: PageCall) async throws -> Page {
        let query = query(call)
        let choices = try await SubscriberChoices.read(call, owner: query["owner"].flatMap { UserID(digits: $0) })
        var page = Page(call.t("subscribers.title"), section: path)
        page.subtitle = call.t("subscribers.subtitle")
        let new = Button.link(call.t("subscribers.new"), "/subscribers/new", .plus, .primary)
        if call.may(.create, .subscribers) { page.actions = [new] }
        var list = ListView(
            call: call, query: query, columns: columns,
            page: try await rows(filter(query, call), query, query.slice, call))
        list.filters = filters(call, choices)
        list.rowName = { $0.subscriber.details.username }
        list.rowID = { "\($0.subscriber.id)" }
        list.empty = EmptyState.html(
            .person, call.t("subscribers.empty"), call.t("subscribers.empty-hint"),
            call.may(.create, .subscribers) ? new : nil)
        if call.may(.edit, .subscribers) {
            list.bulkPath = "/subscribers/bulk"
            list.bulk = SubscriberBulk.actions
            list.rowActions = { row in
                Button.link(call.t("action.edit"), "/subscribers/\(row.subscriber.id)/edit", .pencil, .quiet)
            }
        }
        page.content = list.html
        return page
    }

    private static func filters(_ call: PageCall, _ choices: SubscriberChoices) -> [ListFilter] {
        let statuses = SubscriberStatus.allCases.map { (SubscriberState.value($0), SubscriberState.name($0, call)) }
        let ends: [(value: String, title: String)] = [
            ("expired", call.t("subscriber.expired")), ("soon", call.t("subscribers.soon")),
            ("running", call.t("subscribers.running")), ("unlimited", call.t("subscriber.unlimited")),
        ]
        let answers: [(value: String, title: String)] = [("yes", call.t("value.yes")), ("no", call.t("value.no"))]
        return [
            .text("q", "subscribers.search"),
            .choice("status", "subscriber.status", statuses),
            .choice("expiry", "subscriber.expires", ends),
            .choice("trial", "subscriber.trial", answers),
            .choice("bundle", "subscriber.bundle", choices.bundles.map { ("\($0.id)", $0.name) }),
            .choice("owner", "subscriber.owner", choices.owners.map { ("\($0.id)", $0.name) }),
        ]
    }
}
