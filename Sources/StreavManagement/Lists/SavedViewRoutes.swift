import HTTPTypes
import StreavControl
import StreavDomain
import StreavStore
import StreavWeb

/// `/views`: views of lists that a user keeps under a name.
enum SavedViewRoutes {
    static let routes: [PageRoute] = [
        .post(
            "/views", .session,
            FormShape(.text("path", limit: 128), .text("query", limit: 1024), .text("name", limit: 256)), save),
        .post("/views/{id}/delete", .session, .empty, delete),
    ]

    private static let save: @Sendable (PageCall, FormValues) async throws -> PageAnswer = { call, form in
        guard let list = list(form.text("path"), call) else { throw PageFault.malformed("path is no list") }
        let details = SavedViewDetails(path: list, name: form.line("name") ?? "", query: form.text("query"))
        let back = list + (details.query.isEmpty ? "" : "?" + details.query)
        guard let address = WebPath.own(back) else { throw PageFault.malformed("query is no query") }
        do {
            let user = call.user.id
            try await call.perform { try $0.savedViews.save(details, of: user) }
            return .seeOther(address, .done(call.t("view.saved-notice", ["name": details.name])))
        } catch let problems as InvalidInput {
            return .seeOther(address, .failure(call.t("view.not-saved-notice", ["problem": problems.description])))
        }
    }

    private static let delete: @Sendable (PageCall, FormValues) async throws -> PageAnswer = { call, _ in
        let id = try call.id(of: Entities.SavedView.self)
        let user = call.user.id
        let old = try await call.perform { try $0.savedViews.delete(id, of: user) }.details
        let fields = [("path", old.path), ("query", old.query), ("name", old.name)]
        return .seeOther(
            old.path,
            .done(
                call.t("view.deleted-notice", ["name": old.name]),
                undo: Notice.Undo(path: "/views", fields: fields.map { Notice.Field(name: $0.0, value: $0.1) })))
    }

    /// A page of this dashboard that the user may see.
    private static func list(_ text: String, _ call: PageCall) -> String? {
        guard let path = WebPath.own(text), let segments = DashboardMiddleware.segments(path),
            case .route(let route, _) = PageTable(routes: Dashboard.routes).match(.get, segments)
        else { return nil }
        if case .permission(let permission) = route.access, !call.may(permission) { return nil }
        return path
    }
}
