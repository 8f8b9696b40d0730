import HTTPTypes
import StreavControl
import StreavDomain
import StreavSQL
import StreavStore

/// `/users`: a whole resource, and the model of the others: list with filters, sorting, pages and exports; create,
/// show, edit, delete; bulk actions with a look beforehand and an undo.
enum UserRoutes {
    static let routes: [PageRoute] =
        [
            .get("/users", .may(.view, .users)) { .page(try await UserList.page($0)) },
            .get("/users.csv", .may(.view, .users)) { export($0, .csv) },
            .get("/users.json", .may(.view, .users)) { export($0, .json) },
            .get("/users/new", .may(.create, .users)) { call in
                var draft = FormDraft()
                draft["role"] = RoleName.value(.readOnly)
                return .page(UserPages.new(call, draft))
            },
            .post(
                "/users/new", .may(.create, .users), FormShape(UserForm.fields + [.text("password", limit: 4096)]),
                create),
            .get("/users/{id}", .may(.view, .users), show),
            .get("/users/{id}/edit", .may(.edit, .users)) { call in
                let user = try await user(call)
                return .page(UserPages.edit(call, user, UserForm.draft(user)))
            },
            .post(
                "/users/{id}/edit", .may(.edit, .users), FormShape(UserForm.fields + [.text("revision", limit: 20)]),
                update),
            .post("/users/{id}/password", .may(.edit, .users), FormShape(.text("password", limit: 4096)), setPassword),
            .post("/users/{id}/sign-out", .may(.edit, .users), .empty) { call, _ in
                let user = try await user(call)
                try await call.dashboard.authentication.signOutEverywhere(user, as: call.actor)
                return .seeOther(
                    "/users/\(user.id)", .done(call.t("user.sessions-ended-notice", ["name": user.details.username])))
            },
            .get("/users/{id}/delete", .may(.delete, .users)) { call in
                .page(UserPages.delete(call, try await user(call)))
            },
            .post("/users/{id}/delete", .may(.delete, .users), FormShape(ConfirmView.field), delete),
        ] + UserBulk.routes

    static func user(_ call: PageCall) async throws -> User {
        let id = try call.id(of: Entities.User.self)
        guard let user = try await call.read({ try $0.users.find(id) }) else { throw PageFault.notFound }
        return user
    }

    private static func export(_ call: PageCall, _ format: ListExport<UserTable.Listed>.Format) -> PageAnswer {
        let query = UserList.query(call)
        return ListExport(call: call, name: "users", columns: UserList.columns) { slice in
            try await UserList.rows(query, slice, call)
        }.answer(format)
    }

    private static let create: @Sendable (PageCall, FormValues) async throws -> PageAnswer = { call, form in
        do {
            let details = try UserForm.details(form).validated()
            let hashed = try await call.dashboard.authentication.hash(form.text("password"), for: details)
            let user = try await call.perform { try $0.users.create(details, password: hashed) }
            return .seeOther(
                "/users/\(user.id)", .done(call.t("user.created-notice", ["name": user.details.username])))
        } catch let problems as InvalidInput {
            return .page(UserPages.new(call, form.draft(problems)), status: .unprocessableContent)
        }
    }

    private static let show: @Sendable (PageCall) async throws -> PageAnswer = { call in
        let id = try call.id(of: Entities.User.self)
        let now = call.now
        let mayReadLog = call.may(.view, .activity)
        let found = try await call.read { connection -> (User, Bool, [UserSession], [ActivityEntry])? in
            guard let user = try connection.users.find(id) else { return nil }
            let filter = ActivityTable.Filter(actorKind: .user, actorID: id.rawValue)
            return (
                user, try connection.users.sealedSeed(of: id) != nil,
                try connection.userSessions.live(of: id, now: now),
                mayReadLog ? try connection.activity.list(filter, ListSlice(offset: 0, limit: 8)).entries : []
            )
        }
        guard let (user, hasSecondFactor, sessions, activity) = found else { throw PageFault.notFound }
        return .page(
            UserPages.show(call, user, hasSecondFactor: hasSecondFactor, sessions: sessions, activity: activity))
    }

    private static let update: @Sendable (PageCall, FormValues) async throws -> PageAnswer = { call, form in
        let user = try await user(call)
        do {
            let details = try UserForm.details(form)
            guard user.id != call.user.id || (details.role == user.details.role && !details.isDisabled) else {
                throw InvalidInput(field: details.isDisabled ? "disabled" : "role", call.t("user.own-role"))
            }
            guard let revision = form.revision() else { throw PageFault.malformed("revision is no number") }
            try await call.perform { try $0.users.update(user.id, details, expecting: revision) }
            return .seeOther(
                "/users/\(user.id)", .done(call.t("user.saved-notice", ["name": details.username])))
        } catch let problems as InvalidInput {
            return .page(
                UserPages.edit(call, user, form.draft(problems.renaming("isDisabled", "disabled"))),
                status: .unprocessableContent)
        } catch ControlError.changedMeanwhile {
            // What is there now is read anew, and the next attempt is made on that.
            let theirs = try await Self.user(call)
            var draft = form.draft()
            draft["revision"] = "\(theirs.revision)"
            let conflict = UserForm.conflict(call, theirs: theirs, yours: draft)
            return .page(UserPages.edit(call, theirs, draft, conflict: conflict), status: .conflict)
        }
    }

    private static let setPassword: @Sendable (PageCall, FormValues) async throws -> PageAnswer = { call, form in
        let user = try await user(call)
        // One's own password is changed with the old one, on the page of the account.
        guard user.id != call.user.id else { throw PageFault.forbidden }
        do {
            let hashed = try await call.dashboard.authentication.hash(form.text("password"), for: user.details)
            try await call.perform { try $0.users.setPassword(user.id, hashed) }
            return .seeOther(
                "/users/\(user.id)", .done(call.t("user.password-set-notice", ["name": user.details.username])))
        } catch let problems as InvalidInput {
            var page = Page(call.t("user.set-password"), section: UserList.path)
            page.trail = UserPages.trail(call, user)
            page.isNarrow = true
            page.content = UserPages.password(call, user, FormDraft(problems: problems))
            return .page(page, status: .unprocessableContent)
        }
    }

    private static let delete: @Sendable (PageCall, FormValues) async throws -> PageAnswer = { call, form in
        let user = try await user(call)
        guard user.id != call.user.id else { throw PageFault.forbidden }
        do {
            try ConfirmView.check(form, name: user.details.username)
            try await call.perform { try $0.users.delete(user.id) }
            return .seeOther(
                UserList.path, .done(call.t("user.deleted-notice", ["name": user.details.username])))
        } catch let problems as InvalidInput {
            return .page(UserPages.delete(call, user, FormDraft(problems: problems)), status: .unprocessableContent)
        }
    }
}

extension InvalidInput {
    /// Problems of a member that the form calls otherwise.
    func renaming(_ old: String, _ new: String) -> InvalidInput {
        InvalidInput(problems.map { $0.field == old ? Problem(field: new, message: $0.message) : $0 })
    }
}
