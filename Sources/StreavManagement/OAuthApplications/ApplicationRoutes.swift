import HTTPTypes
import StreavControl
import StreavDomain
import StreavStore
import StreavWeb

/// `/oauth-applications`: third parties' applications and what they may do.
enum ApplicationRoutes {
    static let routes: [PageRoute] = [
        .get("/oauth-applications", .may(.view, .oauthApplications)) { .page(try await ApplicationList.page($0)) },
        .get("/oauth-applications.csv", .may(.view, .oauthApplications)) { export($0, .csv) },
        .get("/oauth-applications.json", .may(.view, .oauthApplications)) { export($0, .json) },
        .get("/oauth-applications/new", .may(.create, .oauthApplications)) {
            .page(ApplicationPages.new($0, FormDraft()))
        },
        .post(
            "/oauth-applications/new", .may(.create, .oauthApplications), FormShape(ApplicationPages.fields), create),
        .get("/oauth-applications/{id}", .may(.view, .oauthApplications), show),
        .get("/oauth-applications/{id}/edit", .may(.edit, .oauthApplications)) { call in
            let application = try await application(call)
            return .page(ApplicationPages.edit(call, application, ApplicationPages.draft(application)))
        },
        .post(
            "/oauth-applications/{id}/edit", .may(.edit, .oauthApplications),
            FormShape(ApplicationPages.fields + [.text("revision", limit: 20)]), update),
        .post(
            "/oauth-applications/{id}/status", .may(.edit, .oauthApplications),
            FormShape(.text("disabled", limit: 8)), setStatus),
        .get("/oauth-applications/{id}/rotate", .may(.edit, .oauthApplications)) { call in
            .page(ApplicationPages.rotate(call, try await application(call)))
        },
        .post("/oauth-applications/{id}/rotate", .may(.edit, .oauthApplications), .empty) { call, _ in
            let application = try await application(call)
            let secret = try await call.perform { try $0.oauthApplications.rotateSecret(application.id) }
            return .page(ApplicationPages.secret(call, application, secret: secret))
        },
        .get("/oauth-applications/{id}/delete", .may(.delete, .oauthApplications)) { call in
            .page(ApplicationPages.delete(call, try await application(call)))
        },
        .post(
            "/oauth-applications/{id}/delete", .may(.delete, .oauthApplications), FormShape(ConfirmView.field), delete),
    ]

    static func application(_ call: PageCall) async throws -> OAuthApplication {
        let id = try call.id(of: Entities.OAuthApplication.self)
        guard let application = try await call.read({ try $0.oauthApplications.find(id) }) else {
            throw PageFault.notFound
        }
        return application
    }

    private static func export(_ call: PageCall, _ format: ListExport<OAuthApplication>.Format) -> PageAnswer {
        let query = ApplicationList.query(call)
        return ListExport(call: call, name: "oauth-applications", columns: ApplicationList.columns) { slice in
            try await ApplicationList.rows(query, slice, call)
        }.answer(format)
    }

    /// The answer itself holds the secret: a page to go to would have to know it, and so somebody would keep it.
    private static let create: @Sendable (PageCall, FormValues) async throws -> PageAnswer = { call, form in
        do {
            let details = try ApplicationPages.details(form)
            let made = try await call.perform { try $0.oauthApplications.create(details) }
            return .page(
                ApplicationPages.secret(call, made.application, secret: made.clientSecret), status: .created)
        } catch let problems as InvalidInput {
            return .page(ApplicationPages.new(call, form.draft(problems)), status: .unprocessableContent)
        }
    }

    private static let show: @Sendable (PageCall) async throws -> PageAnswer = { call in
        let application = try await application(call)
        let filter = ActivityTable.Filter(resource: "oauth-application", resourceID: "\(application.id)")
        let activity =
            call.may(.view, .activity)
            ? try await call.read { try $0.activity.list(filter, ListSlice(offset: 0, limit: 8)).entries } : []
        return .page(ApplicationPages.show(call, application, activity: activity))
    }

    private static let update: @Sendable (PageCall, FormValues) async throws -> PageAnswer = { call, form in
        let application = try await application(call)
        do {
            guard let revision = form.revision() else { throw PageFault.malformed("revision is no number") }
            let details = try ApplicationPages.details(form)
            try await call.perform {
                try $0.oauthApplications.update(application.id, details, expecting: revision)
            }
            return .seeOther(
                "/oauth-applications/\(application.id)",
                .done(call.t("application.saved-notice", ["name": details.name])))
        } catch let problems as InvalidInput {
            return .page(
                ApplicationPages.edit(call, application, form.draft(problems)), status: .unprocessableContent)
        } catch ControlError.changedMeanwhile {
            let theirs = try await Self.application(call)
            var draft = form.draft()
            draft["revision"] = "\(theirs.revision)"
            let conflict = ApplicationPages.conflict(call, theirs: theirs, yours: draft)
            return .page(ApplicationPages.edit(call, theirs, draft, conflict: conflict), status: .conflict)
        }
    }

    private static let setStatus: @Sendable (PageCall, FormValues) async throws -> PageAnswer = { call, form in
        let id = try call.id(of: Entities.OAuthApplication.self)
        let isDisabled = form.flag("disabled")
        let found = try await call.perform { transaction -> OAuthApplication? in
            guard let application = try transaction.connection.oauthApplications.find(id) else { return nil }
            guard application.details.isDisabled != isDisabled else { return application }
            var details = application.details
            details.isDisabled = isDisabled
            try transaction.oauthApplications.update(id, details, expecting: application.revision)
            return application
        }
        guard let application = found else { throw PageFault.notFound }
        let key = isDisabled ? "application.disabled-notice" : "application.enabled-notice"
        return .seeOther(
            "/oauth-applications/\(id)", .done(call.t(key, ["name": application.details.name])))
    }

    private static let delete: @Sendable (PageCall, FormValues) async throws -> PageAnswer = { call, form in
        let application = try await application(call)
        do {
            try ConfirmView.check(form, name: application.details.name)
            try await call.perform { try $0.oauthApplications.delete(application.id) }
            return .seeOther(
                ApplicationList.path,
                .done(call.t("application.deleted-notice", ["name": application.details.name])))
        } catch let problems as InvalidInput {
            return .page(
                ApplicationPages.delete(call, application, FormDraft(problems: problems)),
                status: .unprocessableContent)
        }
    }
}
