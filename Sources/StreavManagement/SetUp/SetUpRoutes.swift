import HTTPTypes
import StreavControl
import StreavDomain
import StreavWeb

/// `/setup`: the first administrator, by somebody on the same machine or with the token from the log.
enum SetUpRoutes {
    static let path = "/setup"

    private static let shape = FormShape(
        .text("token", limit: 128), .text("username", limit: 256), .text("email"), .text("password"),
        .text("password-again"))

    static let routes: [PageRoute] = [
        .get("/setup", .anyone) { call in
            guard try await call.dashboard.setUp.isNeeded(call) else { return .seeOther("/") }
            guard isAllowed(call, token: call.query["token"]) else { return refusal(call) }
            var draft = FormDraft()
            draft["username"] = "admin"
            draft["token"] = call.query["token"] ?? ""
            return .page(page(call, draft))
        },
        .post("/setup", .anyone, shape) { call, form in
            guard try await call.dashboard.setUp.isNeeded(call) else { return .seeOther("/") }
            guard isAllowed(call, token: form.text("token")) else { return refusal(call) }
            let details = UserDetails(
                username: form.line("username") ?? "", email: form.line("email"), role: .administrator)
            do {
                guard form.text("password") == form.text("password-again") else {
                    throw InvalidInput(field: "password-again", "is not the same")
                }
                let authentication = call.dashboard.authentication
                guard
                    let started = try await authentication.setUp(
                        details, password: form.text("password"), from: call.origin)
                else { return .seeOther("/sign-in") }
                return .seeOther("/", cookies: SignInRoutes.cookies(started))
            } catch let problems as InvalidInput {
                return .page(page(call, form.draft(problems)), status: .unprocessableContent)
            }
        },
    ]

    private static func isAllowed(_ call: PageCall, token: String?) -> Bool {
        call.isLocal || token.map(call.dashboard.authentication.isSetUpToken) ?? false
    }

    private static func refusal(_ call: PageCall) -> PageAnswer {
        var page = Page(call.t("setup.title"), isBare: true)
        page.content = """
            <p class="lead">\(call.t("setup.refused"))</p>
            <p class="soft">\(call.t("setup.refused-hint"))</p>
            """
        return .page(page, status: .forbidden)
    }

    private static func page(_ call: PageCall, _ draft: FormDraft) -> Page {
        var page = Page(call.t("setup.title"), isBare: true)
        let form = FormView(call, path, draft, isStacked: true)
        page.content = """
            <p class="lead">\(call.t("setup.lead"))</p>
            \(form.open)
            \(form.hidden("token", draft["token"]))
            \(form.text("username", "user.username", autocomplete: "username", required: true))
            \(form.text("email", "user.email", type: "email", autocomplete: "email"))
            \(form.password("password", "user.password", hint: "user.password-hint", autocomplete: "new-password"))
            \(form.password("password-again", "user.password-again", autocomplete: "new-password"))
            \(form.submit("setup.submit", isWide: true))
            \(FormView.close)
            """
        return page
    }
}
