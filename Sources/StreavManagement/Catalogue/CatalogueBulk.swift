import HTTPTypes
import StreavControl
import StreavDomain
import StreavSQL
import StreavStore
import StreavWeb

/// Many things of the catalogue at once: first a page that says what would happen, then the deed. Genres can be undone;
/// what is deleted is gone, so its number has to be typed.
struct CatalogueBulk: Sendable {
    /// Of the list.
    let path: String
    let resource: Permission.Resource
    /// A key of the catalogue: the list's title.
    let title: String
    let names: @Sendable (_ connection: any DatabaseConnection, _ ids: [Int32]) throws -> [NamedEntry]
    let delete: @Sendable (_ transaction: ControlTransaction, _ id: Int32) throws -> Void
    /// Nil for what has no genres. Gives those that were changed.
    var changeGenre:
        (
            @Sendable (_ transaction: ControlTransaction, _ genre: GenreID, _ change: GenreChange, _ ids: [Int32])
                throws
                -> [Int32]
        )?

    enum Action: String {
        case delete
        case addGenre = "genre-add"
        case removeGenre = "genre-remove"

        var inverse: Action {
            switch self {
            case .delete: .delete
            case .addGenre: .removeGenre
            case .removeGenre: .addGenre
            }
        }
    }

    static let shape = FormShape(.text("action", limit: 16), .list("ids"))
    static let applyShape = FormShape(
        .text("action", limit: 16), .list("ids"), .text("genre", limit: 16), ConfirmView.field)

    /// For the bar below a list.
    func actions(_ call: PageCall) -> [BulkAction] {
        var actions: [BulkAction] = []
        if changeGenre != nil, call.may(.edit, resource) {
            actions.append(BulkAction(value: Action.addGenre.rawValue, title: "catalogue.add-genre"))
            actions.append(BulkAction(value: Action.removeGenre.rawValue, title: "catalogue.remove-genre"))
        }
        if call.may(.delete, resource) {
            actions.append(BulkAction(value: Action.delete.rawValue, title: "action.delete"))
        }
        return actions
    }

    /// What would happen.
    func ask(_ call: PageCall, _ form: FormValues) async throws -> PageAnswer {
        let action = try action(call, form)
        let found = try await entries(call, form)
        guard !found.isEmpty else { return .seeOther(path, .warning(call.t("catalogue.bulk-none"))) }
        return .page(try await preview(call, action, found, FormDraft()))
    }

    func apply(_ call: PageCall, _ form: FormValues) async throws -> PageAnswer {
        let action = try action(call, form)
        let found = try await entries(call, form)
        guard !found.isEmpty else { return .seeOther(path, .warning(call.t("catalogue.bulk-none"))) }
        do {
            if action == .delete { return try await deleteAll(found, call, form) }
            return try await change(action, found, call, form)
        } catch let problems as InvalidInput {
            let page = try await preview(call, action, found, form.draft(problems))
            return .page(page, status: .unprocessableContent)
        }
    }

    private func action(_ call: PageCall, _ form: FormValues) throws -> Action {
        guard let action = Action(rawValue: form.text("action")), action == .delete || changeGenre != nil else {
            throw PageFault.malformed("action is unknown")
        }
        guard call.may(action == .delete ? .delete : .edit, resource) else { throw PageFault.forbidden }
        return action
    }

    private func entries(_ call: PageCall, _ form: FormValues) async throws -> [NamedEntry] {
        let ids = form.ids("ids", of: Entities.Genre.self).map(\.rawValue)
        return try await call.read { [names] in try names($0, ids) }
    }

    private func deleteAll(
        _ found: [NamedEntry], _ call: PageCall, _ form: FormValues
    ) async throws -> PageAnswer {
        try ConfirmView.check(form, name: "\(found.count)")
        let delete = delete
        try await call.perform { transaction in
            for entry in found { try delete(transaction, entry.id) }
        }
        return .seeOther(path, .done(call.count("catalogue.bulk-deleted", found.count)))
    }

    private func change(
        _ action: Action, _ found: [NamedEntry], _ call: PageCall, _ form: FormValues
    ) async throws -> PageAnswer {
        guard let changeGenre, let genre = GenreID(digits: form.text("genre")) else {
            throw InvalidInput(field: "genre", "must be chosen")
        }
        let ids = found.map(\.id)
        let changed = try await call.perform {
            try changeGenre($0, genre, action == .addGenre ? .add : .remove, ids)
        }
        let fields =
            [
                Notice.Field(name: "action", value: action.inverse.rawValue),
                Notice.Field(name: "genre", value: "\(genre)"),
            ] + changed.map { Notice.Field(name: "ids", value: "\($0)") }
        let text = call.count(
            action == .addGenre ? "catalogue.genre-added" : "catalogue.genre-removed", changed.count)
        let undo = changed.isEmpty ? nil : Notice.Undo(path: "\(path)/bulk/apply", fields: fields)
        return .seeOther(path, .done(text, undo: undo))
    }

    private func preview(
        _ call: PageCall, _ action: Action, _ found: [NamedEntry], _ draft: FormDraft
    ) async throws -> Page {
        var page = Page(call.t("catalogue.bulk-title"), section: path)
        page.trail = [Page.Link(call.t(title), path)]
        page.isNarrow = true
        let list: HTML = "<ul class=\"names\">\(found.map { "<li>\($0.name)</li>" as HTML })</ul>"
        if action == .delete {
            let fields = found.map { (name: "ids", value: "\($0.id)") } + [(name: "action", value: action.rawValue)]
            let confirm = ConfirmView(
                call: call, action: "\(path)/bulk/apply", cancel: path, name: "\(found.count)",
                text: call.count("catalogue.bulk-delete", found.count), button: "action.delete", draft: draft,
                fields: fields)
            page.content = "\(list)\(confirm.html)"
            return page
        }
        let genres = try await call.read {
            try $0.genres.list(
                text: nil, order: .name, descending: false, ListSlice(offset: 0, limit: ListSlice.sizeLimit)
            ).entries.map(\.genre)
        }
        let form = FormView(call, "\(path)/bulk/apply", draft, isStacked: true)
        let key = action == .addGenre ? "catalogue.bulk-genre-add" : "catalogue.bulk-genre-remove"
        page.content = """
            <div class="panel"><div class="panel-body">
            <p>\(call.count(key, found.count))</p>
            \(list)
            \(form.open)
            \(form.hidden("action", action.rawValue))
            \(found.map { form.hidden("ids", "\($0.id)") })
            \(form.select("genre", "catalogue.genre", genres.map { ("\($0.id)", $0.details.name) }))
            \(form.submit("action.save", cancel: path))
            \(FormView.close)
            </div></div>
            """
        return page
    }
}
