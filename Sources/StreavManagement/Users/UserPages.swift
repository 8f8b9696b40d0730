import StreavControl
import StreavDomain
import StreavStore
import StreavWeb

/// The pages of one user.
enum UserPages {
    static func new(_ call: PageCall, _ draft: FormDraft) -> Page {
        var page = Page(call.t("user.new-title"), section: UserList.path)
        page.trail = [Page.Link(call.t("users.title"), UserList.path)]
        page.isNarrow = true
        page.content = UserForm.html(call, "/users/new", draft, cancel: UserList.path, isNew: true)
        return page
    }

    static func edit(_ call: PageCall, _ user: User, _ draft: FormDraft, conflict: ConflictView? = nil) -> Page {
        let path = "/users/\(user.id)"
        var page = Page(call.t("user.edit-title", ["name": user.details.username]), section: UserList.path)
        page.trail = trail(call, user)
        page.isNarrow = true
        page.content = """
            \(conflict?.html)
            \(UserForm.html(call, "\(path)/edit", draft, cancel: path, isNew: false))
            """
        return page
    }

    static func show(
        _ call: PageCall, _ user: User, hasSecondFactor: Bool, sessions: [UserSession], activity: [ActivityEntry]
    ) -> Page {
        let path = "/users/\(user.id)"
        var page = Page(user.details.username, section: UserList.path)
        page.trail = [Page.Link(call.t("users.title"), UserList.path)]
        page.badge = UserList.status(user, call)
        if call.may(.edit, .users) { page.actions.append(Button.link(call.t("action.edit"), "\(path)/edit", .pencil)) }
        if call.may(.delete, .users), user.id != call.user.id {
            page.actions.append(Button.link(call.t("action.delete"), "\(path)/delete", .trash, .danger))
        }
        let facts = Panel.facts([
            (call.t("user.role"), Badge.plain(RoleName.text(user.details.role, call))),
            (
                call.t("user.email"),
                user.details.email.map { "\($0)" } ?? "<span class=\"soft\">\(call.t("value.none"))</span>"
            ),
            (
                call.t("user.second-factor"),
                hasSecondFactor ? Badge.html(call.t("user.on"), .good) : Badge.html(call.t("user.off"), .rest)
            ),
            (call.t("user.last-signed-in"), Moment.html(user.lastSignedInAt, call)),
            (call.t("user.created"), Moment.html(user.createdAt, call)),
            (call.t("user.updated"), Moment.html(user.updatedAt, call)),
        ])
        page.content = """
            <div class="columns">
            <div>\(Panel.html(call.t("account.profile"), facts))
            \(call.may(.edit, .users) ? password(call, user, FormDraft()) : "")</div>
            <div>\(Panel.html(
                call.t("account.sessions"), SessionTable.html(sessions, call),
                action: endSessions(call, user, sessions), isFlush: true))
            \(call.may(.view, .activity)
                ? Panel.html(call.t("user.activity"), ActivityFeed.html(activity, call), isFlush: true) : "")</div>
            </div>
            """
        return page
    }

    static func delete(_ call: PageCall, _ user: User, _ draft: FormDraft = FormDraft()) -> Page {
        let path = "/users/\(user.id)"
        var page = Page(call.t("user.delete-title", ["name": user.details.username]), section: UserList.path)
        page.trail = trail(call, user)
        page.isNarrow = true
        page.content =
            ConfirmView(
                call: call, action: "\(path)/delete", cancel: path, name: user.details.username,
                text: call.t("user.delete-text"), button: "action.delete", draft: draft
            ).html
        return page
    }

    /// Sets another user's password, by an administrator.
    static func password(_ call: PageCall, _ user: User, _ draft: FormDraft) -> HTML {
        guard user.id != call.user.id else { return "" }
        let form = FormView(call, "/users/\(user.id)/password", draft, isStacked: true)
        return Panel.html(
            call.t("user.set-password"),
            """
            <p class="soft">\(call.t("user.set-password-text", ["name": user.details.username]))</p>
            \(form.open)
            \(form.password("password", "user.password", hint: "user.password-hint", autocomplete: "new-password"))
            \(form.submit("user.set-password", style: .plain))
            \(FormView.close)
            """)
    }

    static func trail(_ call: PageCall, _ user: User) -> [Page.Link] {
        [Page.Link(call.t("users.title"), UserList.path), Page.Link(user.details.username, "/users/\(user.id)")]
    }

    private static func endSessions(_ call: PageCall, _ user: User, _ sessions: [UserSession]) -> HTML? {
        guard call.may(.edit, .users), !sessions.isEmpty else { return nil }
        return Button.post(call.t("user.end-sessions"), "/users/\(user.id)/sign-out", call, .quiet)
    }
}
