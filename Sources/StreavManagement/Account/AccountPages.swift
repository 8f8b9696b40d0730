import StreavControl
import StreavDomain
import StreavStore
import StreavWeb

/// The pages of one's own account.
enum AccountPages {
    static let path = "/account"

    static func account(_ call: PageCall, _ draft: FormDraft = FormDraft()) async throws -> Page {
        let id = call.user.id
        let now = call.now
        let (sessions, codes) = try await call.read {
            (try $0.userSessions.live(of: id, now: now), try $0.users.recoveryCodeCount(of: id))
        }
        var page = Page(call.t("account.title"), section: path)
        page.badge = Badge.plain(RoleName.text(call.user.details.role, call))
        page.subtitle = call.user.details.username
        page.content = """
            <div class="columns">
            <div>\(Panel.html(call.t("account.password"), password(call, draft)))</div>
            <div>\(Panel.html(call.t("account.second-factor"), secondFactor(call, codes)))
            \(Panel.html(
                call.t("account.sessions"), SessionTable.html(sessions, call),
                action: Button.post(
                    call.t("account.sign-out-everywhere"), "/account/sign-out-everywhere", call, .quiet),
                isFlush: true))</div>
            </div>
            """
        return page
    }

    private static func password(_ call: PageCall, _ draft: FormDraft) -> HTML {
        let form = FormView(call, "/account/password", draft, isStacked: true)
        return """
            \(form.open)
            \(form.password("current", "account.current-password", autocomplete: "current-password"))
            \(form.password(
                "password", "account.new-password", hint: "user.password-hint", autocomplete: "new-password"))
            \(form.password("password-again", "account.new-password-again", autocomplete: "new-password"))
            \(form.submit("account.change-password"))
            \(FormView.close)
            """
    }

    private static func secondFactor(_ call: PageCall, _ codes: Int) -> HTML {
        guard call.signedIn.hasSecondFactor else {
            return """
                <p>\(call.t("account.second-factor-off"))</p>
                <p>\(Button.link(call.t("account.enable"), "/account/second-factor", .shield, .primary))</p>
                """
        }
        return """
            <p>\(Badge.html(call.t("user.on"), .good)) \(call.t("account.second-factor-on"))</p>
            <p class="soft">\(call.count("account.codes-left", codes))</p>
            <p class="row">\(Button.link(call.t("account.new-codes"), "/account/recovery-codes", .refresh))\
            \(Button.link(call.t("account.disable"), "/account/second-factor/off", nil, .danger))</p>
            """
    }

    static func enable(
        _ call: PageCall, _ seed: (sealed: String, secret: String, address: String), _ draft: FormDraft
    ) -> Page {
        var page = Page(call.t("account.enable-title"), section: path)
        page.trail = [Page.Link(call.t("account.title"), path)]
        page.isNarrow = true
        let form = FormView(call, "/account/second-factor", draft, isStacked: true)
        page.content = """
            <div class="panel"><div class="panel-body">
            <p>\(call.t("account.enable-scan"))</p>
            <div class="scan">\(QRCode(seed.address)?.html(label: call.t("account.enable-scan")))
            <div><p class="soft">\(call.t("account.key"))</p>
            <p class="key">\(grouped(seed.secret))</p>\(Button.copy(seed.secret, call))</div></div>
            \(form.open)
            \(form.hidden("seed", seed.sealed))
            \(form.text("code", "account.enable-code", autocomplete: "one-time-code", required: true))
            \(form.password("current", "account.current-password", autocomplete: "current-password"))
            \(form.submit("account.enable", cancel: path))
            \(FormView.close)
            </div></div>
            """
        return page
    }

    static func disable(_ call: PageCall, _ draft: FormDraft) -> Page {
        confirmed(
            call, draft, title: "account.disable-title", text: "account.second-factor-off",
            action: "/account/second-factor/off", button: "account.disable", style: .danger)
    }

    static func newCodes(_ call: PageCall, _ draft: FormDraft) -> Page {
        confirmed(
            call, draft, title: "account.new-codes", text: "account.new-codes-text", action: "/account/recovery-codes",
            button: "account.new-codes", style: .primary)
    }

    /// Shown once, in the answer to the form that made them.
    static func codes(_ call: PageCall, _ codes: [String], notice: String) -> Page {
        var page = Page(call.t("account.recovery-codes"), section: path)
        page.trail = [Page.Link(call.t("account.title"), path)]
        page.isNarrow = true
        page.content = """
            \(NoticeView(notice: .done(notice), call: call).html)
            <div class="panel"><div class="panel-body">
            <p>\(call.t("account.recovery-codes-text"))</p>
            <ul class="codes">\(codes.map { "<li>\($0)</li>" as HTML })</ul>
            <p class="row">\(Button.link(call.t("account.recovery-codes-kept"), path, .check, .primary))\
            \(Button.copy(codes.joined(separator: "\n"), call))</p>
            </div></div>
            """
        return page
    }

    private static func confirmed(
        _ call: PageCall, _ draft: FormDraft, title: String, text: String, action: String, button: String,
        style: Button.Style
    ) -> Page {
        var page = Page(call.t(title), section: path)
        page.trail = [Page.Link(call.t("account.title"), path)]
        page.isNarrow = true
        let form = FormView(call, action, draft, isStacked: true)
        page.content = """
            <div class="panel"><div class="panel-body">
            <p>\(call.t(text))</p>
            \(form.open)
            \(form.password("current", "account.current-password", autocomplete: "current-password"))
            \(form.submit(button, cancel: path, style: style))
            \(FormView.close)
            </div></div>
            """
        return page
    }

    /// In groups of four, as people read it.
    private static func grouped(_ secret: String) -> String {
        var text = ""
        for (index, character) in secret.enumerated() {
            if index > 0, index.isMultiple(of: 4) { text += " " }
            text.append(character)
        }
        return text
    }
}
