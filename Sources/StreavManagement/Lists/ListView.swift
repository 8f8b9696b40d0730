import StreavStore
import StreavWeb

/// A list with all that belongs to one: filters, a table that can be sorted, choosing rows, pages, exports. Narrow
/// screens show each row as a card.
struct ListView<Row: Sendable> {
    let call: PageCall
    let query: ListQuery
    let columns: [ListColumn<Row>]
    let page: ListPage<Row>
    var filters: [ListFilter] = []
    /// Of a row, as a path; nil: rows lead nowhere.
    var rowName: (@Sendable (Row) -> String)?
    /// Links and buttons at the end of a row.
    var rowActions: (@Sendable (Row) -> HTML)?
    /// With it rows can be chosen.
    var rowID: (@Sendable (Row) -> String)?
    var bulkPath = ""
    var bulk: [BulkAction] = []
    /// Without a name, `.csv` and `.json` are put behind the list's path.
    var isExported = true
    /// Where the list is empty although nothing narrows it.
    var empty: HTML?

    private var visible: [ListColumn<Row>] { columns.filter { $0.needs.map(call.may) ?? true } }

    var html: HTML {
        """
        \(filterBar)
        \(results)
        """
    }

    /// Without the bar above it: what a live list renews.
    var results: HTML { page.entries.isEmpty ? emptyState : body }

    private var emptyState: HTML {
        if !query.isNarrowed, let empty { return empty }
        return EmptyState.html(
            .search, call.t("list.empty"), call.t("list.empty-hint"),
            Button.link(call.t("list.clear"), query.path, nil, .quiet))
    }

    private var body: HTML {
        guard !bulk.isEmpty, rowID != nil else { return "\(table)\(footer)" }
        return """
            <form method="post" action="\(bulkPath)" class="bulk-form" data-bulk>\
            <input type="hidden" name="csrf" value="\(call.formToken)">
            \(table)
            <div class="bulk-bar"><label for="bulk-action">\(call.t("list.chosen"))</label>\
            <select id="bulk-action" name="action">\(bulk.map {
                "<option value=\"\($0.value)\">\(call.t($0.title))</option>" as HTML
            })</select><button class="button small">\(call.t("action.continue"))</button></div>
            </form>
            \(footer)
            """
    }

    private var table: HTML {
        """
        <div class="table-frame"><table class="table"><thead><tr>\(selectAll)\(visible.map(heading))\
        \("<th class=\"row-actions\"><span class=\"visually-hidden\">\(call.t("list.actions"))</span></th>",
            if: rowActions != nil)</tr></thead>
        <tbody>\(HTML.join(page.entries.map(row)))</tbody></table></div>
        """
    }

    private var selectAll: HTML {
        guard !bulk.isEmpty, rowID != nil else { return "" }
        return """
            <th class="select"><input type="checkbox" data-select-all hidden \
            aria-label="\(call.t("list.select-all"))"></th>
            """
    }

    private func heading(_ column: ListColumn<Row>) -> HTML {
        let isHere = query.sort == column.id && column.isSortable
        let order = isHere ? (query.descending ? "descending" : "ascending") : "none"
        guard column.isSortable else {
            return "<th scope=\"col\" class=\"\(column.style.rawValue)\">\(call.t(column.title))</th>"
        }
        return """
            <th scope="col" class="\(column.style.rawValue)" aria-sort="\(order)">\
            <a href="\(query.sorted(by: column.id))">\(call.t(column.title))\
            <span class="sort \(order)" aria-hidden="true"></span></a></th>
            """
    }

    private func row(_ row: Row) -> HTML {
        let cells = visible.map { column in
            """
            <td class="\(column.style.rawValue)" data-label="\(call.t(column.title))">\(column.cell(row, call))</td>
            """ as HTML
        }
        var select: HTML = ""
        if !bulk.isEmpty, let rowID {
            select = """
                <td class="select"><input type="checkbox" name="ids" value="\(rowID(row))" \
                aria-label="\(call.t("list.select", ["name": rowName?(row) ?? rowID(row)]))"></td>
                """
        }
        return """
            <tr>\(select)\(cells)\(rowActions.map { "<td class=\"row-actions\">\($0(row))</td>" as HTML })</tr>
            """
    }

    var filterBar: HTML {
        guard !filters.isEmpty || isExported else { return "" }
        return """
            <div class="toolbar">
            <form class="filters" method="get" action="\(query.path)" role="search">\(filters.map(filter))\
            \(sortField)\
            \("<button class=\"button\">\(Icon.filter.html)\(call.t("list.apply"))</button>", if: !filters.isEmpty)\
            \(Button.link(call.t("list.clear"), query.path, nil, .quiet), if: query.isNarrowed)</form>
            \(SavedViewMenu(call: call, query: query).html)\(export)
            </div>
            """
    }

    private var sortField: HTML {
        """
        \("<input type=\"hidden\" name=\"size\" value=\"\(query.size)\">", if: query.size != 50)\
        \(query.filters.filter { set in !filters.contains { $0.name == set.name } }.map {
            "<input type=\"hidden\" name=\"\($0.name)\" value=\"\($0.value)\">" as HTML
        })\
        <input type="hidden" name="sort" value="\((query.descending ? "-" : "") + query.sort)">
        """
    }

    private func filter(_ filter: ListFilter) -> HTML {
        let value = query[filter.name] ?? ""
        let title = call.t(filter.title)
        switch filter.kind {
        case .text:
            return """
                <label class="search-field">\(Icon.search.html)<span class="visually-hidden">\(title)</span>\
                <input type="search" name="\(filter.name)" value="\(value)" placeholder="\(title)" data-search></label>
                """
        case .day:
            return """
                <label class="filter-field"><span>\(title)</span>\
                <input type="date" name="\(filter.name)" value="\(value)"></label>
                """
        case .kept:
            return value.isEmpty ? "" : "<input type=\"hidden\" name=\"\(filter.name)\" value=\"\(value)\">"
        case .choice(let choices):
            return """
                <label class="filter-field"><span>\(title)</span><select name="\(filter.name)">\
                <option value="">\(call.t("list.all"))</option>\(choices.map { choice in
                    """
                    <option value="\(choice.value)"\(" selected", if: choice.value == value)>\(choice.title)</option>
                    """ as HTML
                })</select></label>
                """
        }
    }

    private var export: HTML {
        guard isExported else { return "" }
        return """
            <details class="menu"><summary class="button quiet">\(Icon.download.html)\(call.t("list.export"))</summary>\
            <div class="menu-body"><a class="menu-item" href="\(query.address(path: query.path + ".csv"))" download>\
            \(call.t("list.csv"))</a><a class="menu-item" href="\(query.address(path: query.path + ".json"))" download>\
            \(call.t("list.json"))</a></div></details>
            """
    }

    private var footer: HTML {
        ListPager(call: call, query: query, count: page.entries.count, total: page.total).html
    }
}
