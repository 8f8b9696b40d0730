import StreavDomain
import StreavWeb

/// The pages of one category, and of their order.
enum CategoryPages {
    static let fields: [FormShape.Field] = [.text("name", limit: 1024)]

    static func new(_ call: PageCall, _ draft: FormDraft) -> Page {
        var page = Page(call.t("category.new-title"), section: CategoryList.path)
        page.trail = trail(call)
        page.isNarrow = true
        page.content = form(call, "\(CategoryList.path)/new", draft)
        return page
    }

    static func edit(_ call: PageCall, _ category: Category, _ draft: FormDraft, conflict: ConflictView? = nil) -> Page
    {
        var page = Page(call.t("category.edit-title", ["name": category.details.name]), section: CategoryList.path)
        page.trail = trail(call)
        page.isNarrow = true
        page.content = "\(conflict?.html)\(form(call, "\(CategoryList.path)/\(category.id)/edit", draft))"
        return page
    }

    static func delete(
        _ call: PageCall, _ category: Category, streams: Int, _ draft: FormDraft = FormDraft()
    ) -> Page {
        var page = Page(call.t("category.delete-title", ["name": category.details.name]), section: CategoryList.path)
        page.trail = trail(call)
        page.isNarrow = true
        page.content =
            ConfirmView(
                call: call, action: "\(CategoryList.path)/\(category.id)/delete", cancel: CategoryList.path,
                name: category.details.name, text: call.count("category.delete-text", streams), button: "action.delete",
                draft: draft
            ).html
        return page
    }

    /// All in their order, to be dragged into another.
    static func order(_ call: PageCall, _ categories: [Category]) -> Page {
        var page = Page(call.t("category.arrange"), section: CategoryList.path)
        page.subtitle = call.t("category.arrange-hint")
        page.trail = trail(call)
        page.isNarrow = true
        let form = FormView(call, "\(CategoryList.path)/order", FormDraft(), isStacked: true)
        let rows = categories.map { OrderRows.Row(id: $0.id.rawValue, title: $0.details.name) }
        page.content = """
            \(form.open)
            \(OrderRows.html(rows, call))
            \(form.submit("action.save", cancel: CategoryList.path))
            \(FormView.close)
            """
        return page
    }

    static func conflict(_ call: PageCall, theirs: Category, yours: FormDraft) -> ConflictView {
        ConflictView(
            call: call, name: theirs.details.name, reload: "\(CategoryList.path)/\(theirs.id)/edit",
            fields: [(call.t("category.name"), theirs.details.name, yours["name"])])
    }

    private static func form(_ call: PageCall, _ action: String, _ draft: FormDraft) -> HTML {
        let form = FormView(call, action, draft)
        return """
            \(form.open)
            \(form.text("name", "category.name", hint: "category.name-hint", required: true, isFocused: true))
            \(draft["revision"].isEmpty ? "" : form.hidden("revision", draft["revision"]))
            \(form.submit("action.save", cancel: CategoryList.path))
            \(FormView.close)
            """
    }

    private static func trail(_ call: PageCall) -> [Page.Link] {
        [Page.Link(call.t("category.list-title"), CategoryList.path)]
    }
}
