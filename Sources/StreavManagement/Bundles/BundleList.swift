import StreavDomain
import StreavStore
import StreavWeb

/// The list of bundles: what it is narrowed by, its columns, its page.
enum BundleList {
    static let path = "/bundles"

    static func query(_ call: PageCall) -> ListQuery {
        ListQuery(
            path, call.query, filters: ["q", "contents", "subscribers"],
            sorts: BundleTable.Order.allCases.map(\.rawValue))
    }

    static func filter(_ query: ListQuery) -> BundleTable.Filter {
        BundleTable.Filter(
            text: query["q"], isEmpty: isNone(query["contents"]), isSubscribed: isNone(query["subscribers"]).map { !$0 }
        )
    }

    private static func isNone(_ value: String?) -> Bool? {
        switch value {
        case "none": true
        case "some": false
        default: nil
        }
    }

    static func rows(
        _ query: ListQuery, _ slice: ListSlice, _ call: PageCall
    ) async throws -> ListPage<BundleTable.Listed> {
        let filter = filter(query)
        let order = BundleTable.Order(rawValue: query.sort) ?? .name
        return try await call.read {
            try $0.bundles.list(filter, order: order, descending: query.descending, slice)
        }
    }

    static let columns: [ListColumn<BundleTable.Listed>] = names + counts + moments

    private static let names: [ListColumn<BundleTable.Listed>] = [
        ListColumn("name", "bundle.name", sortable: true, .primary) {
            .text($0.name)
        } cell: { row, _ in
            "<a href=\"/bundles/\(row.id.rawValue)\">\(row.name)</a>"
        },
        ListColumn("description", "bundle.description", .minor) {
            .text($0.description)
        } cell: { row, _ in
            "\(String((row.description ?? "").prefix(80)))"
        },
    ]

    private static let counts: [ListColumn<BundleTable.Listed>] = [
        figure("live-streams", "bundle.live-streams") { $0.liveStreamCount },
        figure("movies", "bundle.movies") { $0.movieCount },
        figure("shows", "bundle.shows") { $0.showCount },
        figure("subscribers", "bundle.subscribers") { $0.subscriberCount },
    ]

    private static let moments: [ListColumn<BundleTable.Listed>] = [
        ListColumn("updated", "bundle.updated", sortable: true, .minor) {
            .moment($0.updatedAt)
        } cell: { row, call in
            Moment.html(row.updatedAt, call)
        },
        ListColumn("created", "bundle.created", sortable: true, .minor) {
            .moment($0.createdAt)
        } cell: { row, call in
            Moment.html(row.createdAt, call)
        },
    ]

    private static func figure(
        _ id: String, _ title: String, _ number: @escaping @Sendable (BundleTable.Listed) -> Int
    ) -> ListColumn<BundleTable.Listed> {
        ListColumn(id, title, sortable: true, .number) {
            .number(Int64(number($0)))
        } cell: { row, call in
            "\(call.texts.number(number(row)))"
        }
    }

    static func page(_ call: PageCall) async throws -> Page {
        let query = query(call)
        var page = Page(call.t("bundles.title"), section: path)
        page.subtitle = call.t("bundles.subtitle")
        let new = Button.link(call.t("bundles.new"), "/bundles/new", .plus, .primary)
        if call.may(.create, .bundles) { page.actions = [new] }
        var list = ListView(
            call: call, query: query, columns: columns, page: try await rows(query, query.slice, call))
        let choices: [(value: String, title: String)] = [
            ("some", call.t("bundles.filter-some")), ("none", call.t("bundles.filter-none")),
        ]
        list.filters = [
            .text("q", "bundles.search"), .choice("contents", "bundle.contents", choices),
            .choice("subscribers", "bundle.subscribers", choices),
        ]
        list.empty = EmptyState.html(
            .box, call.t("bundles.empty"), call.t("bundles.empty-hint"), call.may(.create, .bundles) ? new : nil)
        if call.may(.edit, .bundles) {
            list.rowActions = { row in
                Button.link(call.t("action.edit"), "/bundles/\(row.id)/edit", .pencil, .quiet)
            }
        }
        page.content = list.html
        return page
    }
}
