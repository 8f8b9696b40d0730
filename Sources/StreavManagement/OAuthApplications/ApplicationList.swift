import StreavDomain
import StreavStore
import StreavWeb

/// The list of third parties' applications.
enum ApplicationList {
    static let path = "/oauth-applications"

    static func query(_ call: PageCall) -> ListQuery {
        ListQuery(
            path, call.query, filters: ["q", "status"], sorts: OAuthApplicationTable.Order.allCases.map(\.rawValue))
    }

    static func rows(
        _ query: ListQuery, _ slice: ListSlice, _ call: PageCall
    ) async throws -> ListPage<OAuthApplication> {
        let filter = OAuthApplicationTable.Filter(
            text: query["q"],
            isDisabled: query["status"].flatMap { $0 == "disabled" ? true : $0 == "enabled" ? false : nil })
        let order = OAuthApplicationTable.Order(rawValue: query.sort) ?? .name
        return try await call.read {
            try $0.oauthApplications.list(filter, order: order, descending: query.descending, slice)
        }
    }

    static let columns: [ListColumn<OAuthApplication>] = [
        ListColumn("name", "application.name", sortable: true, .primary) {
            .text($0.details.name)
        } cell: { row, _ in
            "<a href=\"/oauth-applications/\(row.id.rawValue)\">\(row.details.name)</a>"
        },
        ListColumn("client-id", "application.client-id", .minor) { .text($0.clientID) },
        ListColumn("permissions", "application.scopes", .minor) {
            .text($0.details.scopes.map(\.rawValue).joined(separator: " "))
        } cell: { row, call in
            "\(call.count("application.scope-count", row.details.scopes.count))"
        },
        ListColumn("status", "application.status", sortable: true) {
            .text($0.details.isDisabled ? "disabled" : "enabled")
        } cell: { row, call in
            ApplicationPages.status(row, call)
        },
        ListColumn("last-used", "application.last-used", sortable: true) {
            .moment($0.lastUsedAt)
        } cell: { row, call in
            Moment.html(row.lastUsedAt, call)
        },
        ListColumn("created", "application.created", sortable: true, .minor) {
            .moment($0.createdAt)
        } cell: { row, call in
            Moment.html(row.createdAt, call)
        },
    ]

    static func page(_ call: PageCall) async throws -> Page {
        let query = query(call)
        var page = Page(call.t("applications.title"), section: path)
        page.subtitle = call.t("applications.subtitle")
        if call.may(.create, .oauthApplications) {
            page.actions = [
                Button.link(call.t("applications.new"), "/oauth-applications/new", .plus, .primary)
            ]
        }
        var list = ListView(
            call: call, query: query, columns: columns, page: try await rows(query, query.slice, call))
        list.filters = [
            .text("q", "applications.search"),
            .choice(
                "status", "application.status",
                [("enabled", call.t("application.enabled")), ("disabled", call.t("application.disabled"))]),
        ]
        list.empty = EmptyState.html(
            .key, call.t("applications.empty"), call.t("applications.empty-hint"),
            call.may(.create, .oauthApplications)
                ? Button.link(call.t("applications.new"), "/oauth-applications/new", .plus) : nil)
        page.content = list.html
        return page
    }
}
