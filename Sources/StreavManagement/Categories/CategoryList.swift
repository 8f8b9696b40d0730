import StreavDomain
import StreavStore
import StreavWeb

/// The list of categories.
enum CategoryList {
    typealias Row = CategoryTable.Listed

    static let path = "/categories"

    static func query(_ call: PageCall) -> ListQuery {
        ListQuery(path, call.query, filters: ["q"], sorts: CategoryTable.Order.allCases.map(\.rawValue))
    }

    static func rows(_ query: ListQuery, _ slice: ListSlice, _ call: PageCall) async throws -> ListPage<Row> {
        let text = query["q"]
        let order = CategoryTable.Order(rawValue: query.sort) ?? .position
        return try await call.read {
            try $0.categories.list(containing: text, order: order, descending: query.descending, slice)
        }
    }

    static let columns: [ListColumn<Row>] = [
        ListColumn("position", "category.position", sortable: true, .number) {
            .number(Int64($0.category.details.position))
        } cell: { row, call in
            "\(call.texts.number(row.category.details.position + 1))"
        },
        ListColumn("name", "category.name", sortable: true, .primary) {
            .text($0.category.details.name)
        } cell: { row, call in
            call.may(.edit, .categories)
                ? "<a href=\"/categories/\(row.category.id.rawValue)/edit\">\(row.category.details.name)</a>"
                : "\(row.category.details.name)"
        },
        ListColumn("streams", "category.streams", sortable: true, .number) {
            .number(Int64($0.streams))
        } cell: { row, call in
            """
            <a href="\(WebPath.make(LiveStreamList.path, [("category", "\(row.category.id)")]))">\
            \(call.texts.number(row.streams))</a>
            """
        },
    ]

    static func page(_ call: PageCall) async throws -> Page {
        let query = query(call)
        var page = Page(call.t("category.list-title"), section: path)
        page.subtitle = call.t("category.list-subtitle")
        if call.may(.edit, .categories) {
            page.actions.append(Button.link(call.t("category.arrange"), "\(path)/order", .grip))
        }
        if call.may(.create, .categories) {
            page.actions.append(Button.link(call.t("category.new"), "\(path)/new", .plus, .primary))
        }
        var list = ListView(
            call: call, query: query, columns: columns, page: try await rows(query, query.slice, call))
        list.filters = [.text("q", "category.search")]
        list.rowName = { $0.category.details.name }
        list.rowActions = actions(call)
        list.empty = EmptyState.html(
            .tag, call.t("category.empty"), call.t("category.empty-hint"),
            call.may(.create, .categories)
                ? Button.link(call.t("category.new"), "\(path)/new", .plus, .primary) : nil)
        page.content = list.html
        return page
    }

    private static func actions(_ call: PageCall) -> (@Sendable (Row) -> HTML)? {
        let mayEdit = call.may(.edit, .categories)
        let mayDelete = call.may(.delete, .categories)
        guard mayEdit || mayDelete else { return nil }
        let edit = call.t("action.edit")
        let delete = call.t("action.delete")
        return { row in
            let base = "\(path)/\(row.category.id.rawValue)"
            return """
                \(mayEdit ? Button.link(edit, "\(base)/edit", .pencil, .quiet) : "")\
                \(mayDelete ? Button.link(delete, "\(base)/delete", .trash, .quiet) : "")
                """
        }
    }
}
