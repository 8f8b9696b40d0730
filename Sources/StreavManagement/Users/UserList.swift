import StreavDomain
import StreavStore
import StreavWeb

/// The list of users: what it is narrowed by, its columns, its page.
enum UserList {
    static let path = "/users"

    static func query(_ call: PageCall) -> ListQuery {
        ListQuery(
            path, call.query, filters: ["q", "role", "status"], sorts: UserTable.Order.allCases.map(\.rawValue))
    }

    static func filter(_ query: ListQuery) -> UserTable.Filter {
        UserTable.Filter(
            text: query["q"], role: query["role"].flatMap(RoleName.role),
            isDisabled: query["status"].flatMap { $0 == "disabled" ? true : $0 == "enabled" ? false : nil })
    }

    static func rows(
        _ query: ListQuery, _ slice: ListSlice, _ call: PageCall
    ) async throws -> ListPage<UserTable.Listed> {
        let filter = filter(query)
        let order = UserTable.Order(rawValue: query.sort) ?? .username
        return try await call.read {
            try $0.users.list(filter, order: order, descending: query.descending, slice)
        }
    }

    static let columns: [ListColumn<UserTable.Listed>] = [
        ListColumn("username", "user.username", sortable: true, .primary) {
            .text($0.user.details.username)
        } cell: { row, call in
            "<a href=\"/users/\(row.user.id.rawValue)\">\(row.user.details.username)</a>\(you(row, call))"
        },
        ListColumn("email", "user.email", sortable: true, .minor) { .text($0.user.details.email) },
        ListColumn("role", "user.role", sortable: true) {
            .text(RoleName.value($0.user.details.role))
        } cell: { row, call in
            Badge.plain(RoleName.text(row.user.details.role, call))
        },
        ListColumn("status", "user.status", sortable: true) {
            .text($0.user.details.isDisabled ? "disabled" : "enabled")
        } cell: { row, call in
            status(row.user, call)
        },
        ListColumn("second-factor", "user.second-factor") {
            .boolean($0.hasSecondFactor)
        } cell: { row, call in
            row.hasSecondFactor
                ? Badge.html(call.t("user.on"), .good) : Badge.html(call.t("user.off"), .rest)
        },
        ListColumn("last-signed-in", "user.last-signed-in", sortable: true, .minor) {
            .moment($0.user.lastSignedInAt)
        } cell: { row, call in
            Moment.html(row.user.lastSignedInAt, call)
        },
        ListColumn("created", "user.created", sortable: true, .minor) {
            .moment($0.user.createdAt)
        } cell: { row, call in
            Moment.html(row.user.createdAt, call)
        },
    ]

    static func page(_ call: PageCall) async throws -> Page {
        let query = query(call)
        var page = Page(call.t("users.title"), section: path)
        page.subtitle = call.t("users.subtitle")
        if call.may(.create, .users) {
            page.actions = [Button.link(call.t("users.new"), "/users/new", .plus, .primary)]
        }
        var list = ListView(
            call: call, query: query, columns: columns, page: try await rows(query, query.slice, call))
        list.filters = [
            .text("q", "users.search"),
            .choice("role", "user.role", UserRole.allCases.map { (RoleName.value($0), RoleName.text($0, call)) }),
            .choice(
                "status", "user.status", [("enabled", call.t("user.enabled")), ("disabled", call.t("user.disabled"))]),
        ]
        list.rowName = { $0.user.details.username }
        list.rowID = { "\($0.user.id)" }
        if call.may(.edit, .users) {
            list.bulkPath = "/users/bulk"
            list.bulk = [
                BulkAction(value: "disable", title: "action.disable"),
                BulkAction(value: "enable", title: "action.enable"),
            ]
            list.rowActions = { row in
                Button.link(call.t("action.edit"), "/users/\(row.user.id)/edit", .pencil, .quiet)
            }
        }
        page.content = list.html
        return page
    }

    static func status(_ user: User, _ call: PageCall) -> HTML {
        user.details.isDisabled
            ? Badge.html(call.t("user.disabled"), .bad) : Badge.html(call.t("user.enabled"), .good)
    }

    private static func you(_ row: UserTable.Listed, _ call: PageCall) -> HTML? {
        row.user.id == call.user.id ? " <span class=\"soft\">\(call.t("user.you"))</span>" : nil
    }
}
