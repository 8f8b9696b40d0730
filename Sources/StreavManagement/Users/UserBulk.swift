import HTTPTypes
import StreavControl
import StreavDomain
import StreavStore
import StreavWeb

/// Many users at once: first a page that says what would happen, then the deed, then a way back.
enum UserBulk {
    private static let shape = FormShape(.text("action", limit: 16), .list("ids"))

    static let routes: [PageRoute] = [
        .post("/users/bulk", .may(.edit, .users), shape) { call, form in
            guard let isDisabling = isDisabling(form) else { throw PageFault.malformed("action is unknown") }
            let users = try await users(call, form)
            guard !users.isEmpty else {
                return .seeOther(UserList.path, .warning(call.t("users.bulk-none")))
            }
            return .page(preview(call, users, isDisabling: isDisabling))
        },
        .post("/users/bulk/apply", .may(.edit, .users), shape) { call, form in
            guard let isDisabling = isDisabling(form) else { throw PageFault.malformed("action is unknown") }
            let ids = form.ids("ids", of: Entities.User.self).filter { $0 != call.user.id }
            let changed = try await call.perform { try $0.users.setDisabled(isDisabling, ids) }
            let undo = Notice.Undo(
                path: "/users/bulk/apply",
                fields: [Notice.Field(name: "action", value: isDisabling ? "enable" : "disable")]
                    + changed.map { Notice.Field(name: "ids", value: "\($0.id)") })
            let text = call.count(
                isDisabling ? "users.disabled-notice" : "users.enabled-notice", changed.count)
            return .seeOther(UserList.path, .done(text, undo: changed.isEmpty ? nil : undo))
        },
    ]

    private static func isDisabling(_ form: FormValues) -> Bool? {
        switch form.text("action") {
        case "disable": true
        case "enable": false
        default: nil
        }
    }

    private static func users(_ call: PageCall, _ form: FormValues) async throws -> [User] {
        let ids = form.ids("ids", of: Entities.User.self)
        return try await call.read { try $0.users.find(ids) }
    }

    private static func preview(_ call: PageCall, _ users: [User], isDisabling: Bool) -> Page {
        let changing = users.filter { $0.details.isDisabled != isDisabling && $0.id != call.user.id }
        let others = users.filter { user in !changing.contains { $0.id == user.id } }.map(\.details.username)
        var page = Page(call.t("users.bulk-title"), section: UserList.path)
        page.trail = [Page.Link(call.t("users.title"), UserList.path)]
        page.isNarrow = true
        let form = FormView(call, "/users/bulk/apply", FormDraft(), isStacked: true)
        page.content = """
            <div class="panel"><div class="panel-body">
            <p>\(call.count(isDisabling ? "users.bulk-disable" : "users.bulk-enable", changing.count))</p>
            <ul class="names">\(changing.map { "<li>\($0.details.username)</li>" as HTML })</ul>
            \(others.isEmpty
                ? nil
                : "<p class=\"soft\">\(call.t("users.bulk-unchanged", ["names": others.joined(separator: ", ")]))</p>"
                    as HTML)
            \(form.open)
            \(form.hidden("action", isDisabling ? "disable" : "enable"))
            \(changing.map { form.hidden("ids", "\($0.id)") })
            \(form.submit(
                isDisabling ? "action.disable" : "action.enable", cancel: UserList.path,
                style: isDisabling ? .danger : .primary))
            \(FormView.close)
            </div></div>
            """
        return page
    }
}
