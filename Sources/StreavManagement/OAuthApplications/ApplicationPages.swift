import StreavControl
import StreavDomain
import StreavWeb

/// The pages of one application. Its secret is shown by the answer to the form that made it, and by nothing else.
enum ApplicationPages {
    static let fields: [FormShape.Field] = [
        .text("name", limit: 512), .list("scopes", count: 32), .text("disabled", limit: 8),
    ]

    static func draft(_ application: OAuthApplication) -> FormDraft {
        var draft = FormDraft()
        draft["name"] = application.details.name
        draft.set("scopes", application.details.scopes.map(\.rawValue))
        draft["disabled"] = application.details.isDisabled ? "on" : ""
        draft["revision"] = "\(application.revision)"
        return draft
    }

    /// - Throws: ``PageFault/malformed(_:)`` for a permission that there is not.
    static func details(_ form: FormValues) throws -> OAuthApplicationDetails {
        let scopes = try form.all("scopes").map { text in
            guard let scope = OAuthScope(rawValue: text) else { throw PageFault.malformed("a permission is unknown") }
            return scope
        }
        return OAuthApplicationDetails(
            name: form.line("name") ?? "", scopes: scopes, isDisabled: form.flag("disabled"))
    }

    static func new(_ call: PageCall, _ draft: FormDraft) -> Page {
        var page = Page(call.t("applications.new"), section: ApplicationList.path)
        page.trail = [Page.Link(call.t("applications.title"), ApplicationList.path)]
        page.isNarrow = true
        page.content = form(call, "/oauth-applications/new", draft, cancel: ApplicationList.path, isNew: true)
        return page
    }

    static func edit(
        _ call: PageCall, _ application: OAuthApplication, _ draft: FormDraft, conflict: ConflictView? = nil
    ) -> Page {
        let path = "/oauth-applications/\(application.id)"
        var page = Page(
            call.t("application.edit-title", ["name": application.details.name]), section: ApplicationList.path)
        page.trail = trail(call, application)
        page.isNarrow = true
        page.content = """
            \(conflict?.html)
            <p class="soft">\(call.t("application.edit-text"))</p>
            \(form(call, "\(path)/edit", draft, cancel: path, isNew: false))
            """
        return page
    }

    private static func form(
        _ call: PageCall, _ action: String, _ draft: FormDraft, cancel: String, isNew: Bool
    ) -> HTML {
        let form = FormView(call, action, draft)
        return """
            \(form.open)
            \(form.text("name", "application.name", hint: "application.name-hint", required: true, isFocused: isNew))
            \(scopes(call, draft))
            \(form.check("disabled", "application.is-disabled"))
            \(isNew ? "" : form.hidden("revision", draft["revision"]))
            \(form.submit(isNew ? "applications.create" : "action.save", cancel: cancel))
            \(FormView.close)
            """
    }

    private static func scopes(_ call: PageCall, _ draft: FormDraft) -> HTML {
        let chosen = Set(draft.all("scopes"))
        let choices = OAuthScope.allCases.map { scope in
            """
            <label class="choice"><input type="checkbox" name="scopes" value="\(scope.rawValue)"\
            \(" checked", if: chosen.contains(scope.rawValue))><span>\(scopeName(scope, call))\
            <small>\(scope.rawValue)</small></span></label>
            """ as HTML
        }
        let problem = draft.problem("scopes").map {
            "<p class=\"problem\">\(call.texts.problem($0))</p>" as HTML
        }
        return """
            <div class="field choices" role="group" aria-labelledby="label-scopes">\
            <span class="label" id="label-scopes">\(call.t("application.scopes"))</span>\
            <div class="control">\(choices)\(problem)</div></div>
            """
    }

    static func scopeName(_ scope: OAuthScope, _ call: PageCall) -> String {
        switch scope {
        case .bundleRead: call.t("application.scope-bundle-read")
        case .liveStreamRead: call.t("application.scope-live-stream-read")
        case .movieRead: call.t("application.scope-movie-read")
        case .onDemandStreamRead: call.t("application.scope-od-stream-read")
        case .showRead: call.t("application.scope-show-read")
        case .subscriberRead: call.t("application.scope-subscriber-read")
        case .subscriberCreate: call.t("application.scope-subscriber-create")
        case .subscriberUpdate: call.t("application.scope-subscriber-update")
        case .subscriberDelete: call.t("application.scope-subscriber-delete")
        }
    }

    static func conflict(_ call: PageCall, theirs: OAuthApplication, yours: FormDraft) -> ConflictView {
        func flag(_ isOn: Bool) -> String { call.t(isOn ? "value.yes" : "value.no") }
        return ConflictView(
            call: call, name: theirs.details.name, reload: "/oauth-applications/\(theirs.id)/edit",
            fields: [
                (call.t("application.name"), theirs.details.name, yours["name"]),
                (
                    call.t("application.scopes"), theirs.details.scopes.map(\.rawValue).joined(separator: ", "),
                    yours.all("scopes").joined(separator: ", ")
                ),
                (call.t("application.disabled"), flag(theirs.details.isDisabled), flag(!yours["disabled"].isEmpty)),
            ])
    }

    /// The one page that a secret stands on.
    static func secret(_ call: PageCall, _ application: OAuthApplication, secret: String) -> Page {
        var page = Page(
            call.t("application.secret-title", ["name": application.details.name]), section: ApplicationList.path)
        page.trail = trail(call, application)
        page.isNarrow = true
        page.content = """
            \(Banner.warning("\(call.t("application.secret-once"))"))
            \(Panel.html(
                call.t("application.credentials"),
                Panel.facts([
                    (
                        call.t("application.client-id"),
                        "<code>\(application.clientID)</code> \(Button.copy(application.clientID, call))"
                    ),
                    (call.t("application.secret"), "<code>\(secret)</code> \(Button.copy(secret, call))"),
                ])))
            <p class="application-kept">\(Button.link(
                call.t("application.secret-kept"), "/oauth-applications/\(application.id)", .check, .primary))</p>
            """
        return page
    }

    static func rotate(_ call: PageCall, _ application: OAuthApplication) -> Page {
        let path = "/oauth-applications/\(application.id)"
        var page = Page(
            call.t("application.rotate-title", ["name": application.details.name]), section: ApplicationList.path)
        page.trail = trail(call, application)
        page.isNarrow = true
        page.content =
            ConfirmView(
                call: call, action: "\(path)/rotate", cancel: path, name: nil,
                text: call.t("application.rotate-text"), button: "application.rotate"
            ).html
        return page
    }

    static func show(_ call: PageCall, _ application: OAuthApplication, activity: [ActivityEntry]) -> Page {
        let path = "/oauth-applications/\(application.id)"
        var page = Page(application.details.name, section: ApplicationList.path)
        page.trail = [Page.Link(call.t("applications.title"), ApplicationList.path)]
        page.badge = status(application, call)
        if call.may(.edit, .oauthApplications) {
            page.actions = [
                Button.link(call.t("action.edit"), "\(path)/edit", .pencil),
                Button.link(call.t("application.rotate"), "\(path)/rotate", .refresh),
                Button.post(
                    call.t(application.details.isDisabled ? "action.enable" : "action.disable"), "\(path)/status",
                    call, fields: [("disabled", application.details.isDisabled ? "" : "on")]),
            ]
        }
        if call.may(.delete, .oauthApplications) {
            page.actions.append(Button.link(call.t("action.delete"), "\(path)/delete", .trash, .danger))
        }
        let scopes = application.details.scopes.map { scope in
            "<li>\(scopeName(scope, call)) <span class=\"soft\">\(scope.rawValue)</span></li>" as HTML
        }
        let facts = Panel.facts([
            (
                call.t("application.client-id"),
                "<code>\(application.clientID)</code> \(Button.copy(application.clientID, call))"
            ),
            (call.t("application.secret"), "<span class=\"soft\">\(call.t("application.secret-hidden"))</span>"),
            (call.t("application.last-used"), Moment.html(application.lastUsedAt, call)),
            (call.t("application.tokens-from"), Moment.html(application.tokensValidFrom, call)),
            (call.t("application.created"), Moment.html(application.createdAt, call)),
            (call.t("application.updated"), Moment.html(application.updatedAt, call)),
        ])
        let feed =
            call.may(.view, .activity)
            ? Panel.html(call.t("application.activity"), ActivityFeed.html(activity, call), isFlush: true) : ""
        page.content = """
            <div class="columns">
            <div>\(Panel.html(call.t("application.title"), facts))\
            \(Panel.html(call.t("application.scopes"), "<ul class=\"names\">\(scopes)</ul>"))</div>
            <div>\(feed)</div>
            </div>
            """
        return page
    }

    static func delete(_ call: PageCall, _ application: OAuthApplication, _ draft: FormDraft = FormDraft()) -> Page {
        let path = "/oauth-applications/\(application.id)"
        var page = Page(
            call.t("application.delete-title", ["name": application.details.name]), section: ApplicationList.path)
        page.trail = trail(call, application)
        page.isNarrow = true
        page.content =
            ConfirmView(
                call: call, action: "\(path)/delete", cancel: path, name: application.details.name,
                text: call.t("application.delete-text"), button: "action.delete", draft: draft
            ).html
        return page
    }

    static func status(_ application: OAuthApplication, _ call: PageCall) -> HTML {
        application.details.isDisabled
            ? Badge.html(call.t("application.disabled"), .bad) : Badge.html(call.t("application.enabled"), .good)
    }

    private static func trail(_ call: PageCall, _ application: OAuthApplication) -> [Page.Link] {
        [
            Page.Link(call.t("applications.title"), ApplicationList.path),
            Page.Link(application.details.name, "/oauth-applications/\(application.id)"),
        ]
    }
}
