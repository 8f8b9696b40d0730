import HTTPTypes
import StreavControl
import StreavDomain
import StreavStore
import StreavWeb

/// `/account`: one's own password, second factor and sessions.
enum AccountRoutes {
    private static let passwordShape = FormShape(
        .text("current", limit: 4096), .text("password", limit: 4096), .text("password-again", limit: 4096))
    private static let enableShape = FormShape(
        .text("seed", limit: 256), .text("code", limit: 64), .text("current", limit: 4096))
    private static let currentShape = FormShape(.text("current", limit: 4096))

    static let routes: [PageRoute] = [
        .get("/account", .session) { .page(try await AccountPages.account($0)) },
        .post("/account/password", .session, passwordShape, changePassword),
        .get("/account/second-factor", .session) { call in
            guard !call.signedIn.hasSecondFactor else { return .seeOther("/account") }
            let seed = try call.dashboard.authentication.newSeed(for: call.user)
            return .page(AccountPages.enable(call, seed, FormDraft()))
        },
        .post("/account/second-factor", .session, enableShape, enable),
        .get("/account/second-factor/off", .session) { call in
            guard call.signedIn.hasSecondFactor else { return .seeOther("/account") }
            return .page(AccountPages.disable(call, FormDraft()))
        },
        .post("/account/second-factor/off", .session, currentShape) { call, form in
            guard call.signedIn.hasSecondFactor else { return .seeOther("/account") }
            let outcome = try await call.dashboard.authentication.disableSecondFactor(
                call.signedIn, password: form.text("current"), from: call.origin)
            return try settle(outcome, call, done: "account.disabled") { AccountPages.disable(call, $0) }
        },
        .get("/account/recovery-codes", .session) { call in
            guard call.signedIn.hasSecondFactor else { return .seeOther("/account") }
            return .page(AccountPages.newCodes(call, FormDraft()))
        },
        .post("/account/recovery-codes", .session, currentShape) { call, form in
            guard call.signedIn.hasSecondFactor else { return .seeOther("/account") }
            let outcome = try await call.dashboard.authentication.renewRecoveryCodes(
                call.signedIn, password: form.text("current"), from: call.origin)
            return try settle(outcome, call, done: "account.enabled") { AccountPages.newCodes(call, $0) }
        },
        .post("/account/sign-out-everywhere", .session, .empty) { call, _ in
            try await call.dashboard.authentication.signOutEverywhere(call.user, as: call.actor)
            return .seeOther("/sign-in", cookies: [Cookie(name: .session, value: nil)])
        },
    ]

    private static let changePassword: @Sendable (PageCall, FormValues) async throws -> PageAnswer = { call, form in
        func again(_ problems: InvalidInput) async throws -> PageAnswer {
            .page(try await AccountPages.account(call, FormDraft(problems: problems)), status: .unprocessableContent)
        }
        do {
            guard form.text("password") == form.text("password-again") else {
                throw InvalidInput(field: "password-again", "is not the same")
            }
            let outcome = try await call.dashboard.authentication.changePassword(
                call.signedIn, current: form.text("current"), new: form.text("password"), from: call.origin)
            guard case .wrongPassword = outcome else {
                return try settle(outcome, call, done: "account.password-changed") { _ in
                    Page(call.t("account.title"))
                }
            }
            throw InvalidInput(field: "current", call.t("account.wrong-password"))
        } catch let problems as InvalidInput {
            return try await again(problems)
        }
    }

    private static let enable: @Sendable (PageCall, FormValues) async throws -> PageAnswer = { call, form in
        guard !call.signedIn.hasSecondFactor else { return .seeOther("/account") }
        let authentication = call.dashboard.authentication
        guard let seed = authentication.seed(form.text("seed"), of: call.user) else {
            return .seeOther("/account/second-factor")
        }
        let outcome = try await authentication.enableSecondFactor(
            call.signedIn, password: form.text("current"), sealedSeed: form.text("seed"), code: form.text("code"),
            from: call.origin)
        return try settle(outcome, call, done: "account.enabled") { AccountPages.enable(call, seed, $0) }
    }

    /// What comes after a change to how one proves who one is: a new session, and codes to keep where there are any.
    private static func settle(
        _ outcome: UserAuthentication.ProofOutcome, _ call: PageCall, done: String, _ form: (FormDraft) -> Page
    ) throws -> PageAnswer {
        switch outcome {
        case .done(let started, let codes):
            guard codes.isEmpty else {
                var answer = PageAnswer.page(AccountPages.codes(call, codes, notice: call.t(done)))
                answer.cookies = SignInRoutes.cookies(started)
                return answer
            }
            return .seeOther("/account", .done(call.t(done)), cookies: SignInRoutes.cookies(started))
        case .wrongPassword:
            let problems = InvalidInput(field: "current", call.t("account.wrong-password"))
            return .page(form(FormDraft(problems: problems)), status: .unprocessableContent)
        case .wrongCode:
            let problems = InvalidInput(field: "code", call.t("account.wrong-code"))
            return .page(form(FormDraft(problems: problems)), status: .unprocessableContent)
        case .throttled(let seconds): throw PageFault.throttled(seconds: seconds)
        case .busy: throw PageFault.unavailable
        }
    }
}
