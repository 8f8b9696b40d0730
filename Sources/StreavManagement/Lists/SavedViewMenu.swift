import StreavDomain
import StreavWeb

/// The views of a list that its user has kept, and a form to keep what is shown.
struct SavedViewMenu {
    let call: PageCall
    let query: ListQuery

    var html: HTML? {
        guard call.session != nil, !call.savedViews.isEmpty || current != nil else { return nil }
        return """
            <details class="menu"><summary class="button quiet">\(Icon.filter.html)\(call.t("view.title"))</summary>\
            <div class="menu-body saved-views">\(entries)\(form)</div></details>
            """
    }

    /// What the address says besides the page; nil for the list as it always is.
    private var current: String? {
        let address = query.address()
        return address.firstIndex(of: "?").map { String(address[address.index(after: $0)...]) }
    }

    private var entries: HTML {
        HTML.join(
            call.savedViews.map { view in
                """
                <div class="saved-view"><a class="menu-item" href="\(view.details.path)?\(view.details.query)"\
                \(" aria-current=\"true\"", if: view.details.query == current)>\(view.details.name)</a>\
                <form method="post" action="/views/\(view.id.rawValue)/delete">\
                <input type="hidden" name="csrf" value="\(call.formToken)">\
                <button class="button small quiet" aria-label="\(call.t("view.delete", ["name": view.details.name]))">\
                \(Icon.trash.html)</button></form></div>
                """
            })
    }

    private var form: HTML? {
        guard let current else { return nil }
        return """
            <form class="save-view" method="post" action="/views">\
            <input type="hidden" name="csrf" value="\(call.formToken)">\
            <input type="hidden" name="path" value="\(query.path)">\
            <input type="hidden" name="query" value="\(current)">\
            <label><span>\(call.t("view.name"))</span><input name="name" maxlength="64" required></label>\
            <button class="button small">\(call.t("view.save"))</button></form>
            """
    }
}
