import HTTPTypes
import StreavControl
import StreavWeb

/// Signing in and out.
enum SignInRoutes {
    private static let shape = FormShape(
        .text("username"), .text("password", limit: 4096), .text("next", limit: 1024))
    private static let codeShape = FormShape(.text("code", limit: 128), .text("next", limit: 1024))

    static let routes: [PageRoute] = [
        .get("/sign-in", .anyone) { call in
            guard call.session == nil else { return .seeOther(WebPath.own(call.query["next"]) ?? "/") }
            var draft = FormDraft()
            draft["next"] = call.query["next"] ?? ""
            return .page(page(call, draft))
        },
        .post("/sign-in", .anyone, shape) { call, form in
            let outcome = try await call.dashboard.authentication.signIn(
                username: form.line("username") ?? "", password: form.text("password"), from: call.origin)
            let next = WebPath.own(form.text("next"))
            switch outcome {
            case .signedIn(let started):
                try await call.dashboard.authentication.endReplaced(call.session)
                return .seeOther(next ?? "/", cookies: cookies(started))
            case .secondFactor(let pending):
                return .seeOther(
                    WebPath.make("/sign-in/code", [("next", next)]),
                    cookies: [Cookie(name: .pending, value: pending, seconds: 300)])
            default: return refusal(outcome, call, page(call, form.draft(), refusalText(outcome, call)))
            }
        },
        .get("/sign-in/code", .anyone) { call in
            guard call.session == nil else { return .seeOther("/") }
            guard pending(call) != nil else { return .seeOther("/sign-in") }
            var draft = FormDraft()
            draft["next"] = call.query["next"] ?? ""
            return .page(codePage(call, draft))
        },
        .post("/sign-in/code", .anyone, codeShape) { call, form in
            let outcome = try await call.dashboard.authentication.completeSignIn(
                pending: pending(call) ?? "", code: form.text("code"), from: call.origin)
            let next = WebPath.own(form.text("next")) ?? "/"
            switch outcome {
            case .signedIn(let started):
                try await call.dashboard.authentication.endReplaced(call.session)
                return .seeOther(next, cookies: cookies(started) + [Cookie(name: .pending, value: nil)])
            case .expired:
                return .seeOther("/sign-in", cookies: [Cookie(name: .pending, value: nil)])
            default:
                var draft = FormDraft()
                draft["next"] = form.text("next")
                let text = if case .refused = outcome { call.t("code.refused") } else { refusalText(outcome, call) }
                return refusal(outcome, call, codePage(call, draft, text))
            }
        },
        .post("/sign-out", .session, .empty) { call, _ in
            try await call.dashboard.authentication.signOut(call.signedIn, as: call.actor)
            return .seeOther("/sign-in", cookies: [Cookie(name: .session, value: nil)])
        },
    ]

    /// What a browser is given when somebody has signed in.
    static func cookies(_ started: StartedSession) -> [Cookie] {
        [
            Cookie(name: .session, value: started.cookie),
            Cookie(name: .device, value: started.device, seconds: 180 * 86_400),
            Cookie(name: .visitor, value: nil),
        ]
    }

    private static func pending(_ call: PageCall) -> String? {
        Cookie.value(.pending, in: call.request.headerFields, isSecure: call.dashboard.address.isSecure)
    }

    private static func refusalText(_ outcome: SignInOutcome, _ call: PageCall) -> String {
        switch outcome {
        case .throttled(let seconds): call.t("sign-in.throttled", ["minutes": "\((seconds + 59) / 60)"])
        case .busy: call.t("sign-in.busy")
        default: call.t("sign-in.refused")
        }
    }

    private static func refusal(_ outcome: SignInOutcome, _ call: PageCall, _ page: Page) -> PageAnswer {
        switch outcome {
        case .throttled: .page(page, status: .tooManyRequests)
        case .busy: .page(page, status: .serviceUnavailable)
        default: .page(page, status: .unprocessableContent)
        }
    }

    private static func page(_ call: PageCall, _ draft: FormDraft, _ problem: String? = nil) -> Page {
        var page = Page(call.t("sign-in.title"), isBare: true)
        let form = FormView(call, "/sign-in", draft, isStacked: true)
        page.content = """
            \(problem.map { Banner.failure($0) })
            \(form.open)
            \(form.hidden("next", draft["next"]))
            \(form.text("username", "user.username", autocomplete: "username", required: true, isFocused: true))
            \(form.password("password", "user.password", autocomplete: "current-password"))
            \(form.submit("sign-in.submit", isWide: true))
            \(FormView.close)
            """
        return page
    }

    private static func codePage(_ call: PageCall, _ draft: FormDraft, _ problem: String? = nil) -> Page {
        var page = Page(call.t("code.title"), isBare: true)
        let form = FormView(call, "/sign-in/code", draft, isStacked: true)
        page.content = """
            <p class="lead">\(call.t("code.lead"))</p>
            \(problem.map { Banner.failure($0) })
            \(form.open)
            \(form.hidden("next", draft["next"]))
            \(form.text(
                "code", "code.code", hint: "code.hint", autocomplete: "one-time-code", required: true, isFocused: true))
            \(form.submit("code.submit", isWide: true))
            \(FormView.close)
            <p class="soft"><a href="/sign-in">\(call.t("code.back"))</a></p>
            """
        return page
    }
}
