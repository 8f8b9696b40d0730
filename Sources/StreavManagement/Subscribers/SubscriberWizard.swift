import HTTPTypes
import StreavControl
import StreavDomain
import StreavStore
import StreavWeb

/// A new subscriber in three steps and a last look. What was said before is carried along in hidden fields, so that
/// nothing is kept on the server and no script is needed.
enum SubscriberWizard {
    static let path = "/subscribers/new"
    static let shape = FormShape(SubscriberForm.fields + [.text("step", limit: 2)])
    /// After the three parts.
    private static let review = SubscriberForm.Part.allCases.count

    static let start: @Sendable (PageCall) async throws -> PageAnswer = { call in
        let choices = try await SubscriberChoices.read(call)
        var draft = SubscriberForm.draft(SubscriberDetails())
        // A bundle's own page leads here.
        if let bundle = call.query["bundle"], choices.bundles.contains(where: { "\($0.id)" == bundle }) {
            draft.set("bundles", [bundle])
        }
        return .page(page(call, draft, choices, step: 0))
    }

    static let go: @Sendable (PageCall, FormValues) async throws -> PageAnswer = { call, form in
        let choices = try await SubscriberChoices.read(call)
        let step = min(max(form.number("step") ?? 0, 0), review)
        let draft = SubscriberForm.draft(form)
        switch form.text("go") {
        case "back": return .page(page(call, draft, choices, step: max(step - 1, 0)))
        case "add": return .page(page(call, draft, choices, step: SubscriberForm.Part.bundles.rawValue))
        case "create": return try await create(call, form, draft, choices)
        default: return try await next(call, form, draft, choices, step)
        }
    }

    private static func next(
        _ call: PageCall, _ form: FormValues, _ draft: FormDraft, _ choices: SubscriberChoices, _ step: Int
    ) async throws -> PageAnswer {
        var (details, problems) = judged(draft, choices)
        if !details.username.isEmpty, problems.problems.allSatisfy({ $0.field != "username" }) {
            let username = details.username
            let isTaken = try await call.read { try $0.subscribers.id(ofUsername: username) } != nil
            problems.require(!isTaken, "username", "is taken")
        }
        return page(call, form, draft, choices, problems, through: step)
            ?? .page(
                page(call, draft, choices, step: min(step + 1, review)))
    }

    private static func create(
        _ call: PageCall, _ form: FormValues, _ draft: FormDraft, _ choices: SubscriberChoices
    ) async throws -> PageAnswer {
        let (details, problems) = judged(draft, choices)
        if let wrong = page(call, form, draft, choices, problems, through: review) { return wrong }
        do {
            let made = try await call.perform { try $0.subscribers.create(details) }
            return .seeOther(
                "/subscribers/\(made.subscriber.id)",
                .done(call.t("subscriber.created-notice", ["name": made.subscriber.details.username])))
        } catch let problems as InvalidInput {
            let shown = SubscriberForm.shown(problems)
            guard let wrong = page(call, form, draft, choices, shown, through: review) else { throw problems }
            return wrong
        }
    }

    /// What the fields say, and what is wrong with it. A name is made where there is none.
    private static func judged(
        _ draft: FormDraft, _ choices: SubscriberChoices
    ) -> (details: SubscriberDetails, problems: InvalidInput) {
        var problems = draft.problems
        let details = SubscriberForm.details(
            draft, base: SubscriberDetails(), owners: choices.owners.map { "\($0.id)" }, &problems)
        var named = details
        if named.username.isEmpty { named.username = "generated" }
        do throws(InvalidInput) {
            _ = try named.validated()
        } catch {
            problems.problems += SubscriberForm.shown(error).problems
        }
        return (details, problems)
    }

    /// The first step up to `last` with which something is wrong; nil when there is none.
    private static func page(
        _ call: PageCall, _ form: FormValues, _ draft: FormDraft, _ choices: SubscriberChoices,
        _ problems: InvalidInput, through last: Int
    ) -> PageAnswer? {
        for part in SubscriberForm.Part.allCases where part.rawValue <= last {
            let own = SubscriberForm.problems(problems, of: part)
            guard !own.problems.isEmpty else { continue }
            var shown = form.draft(own)
            shown.set("bundles", draft.all("bundles"))
            return .page(page(call, shown, choices, step: part.rawValue), status: .unprocessableContent)
        }
        return nil
    }

    private static func page(
        _ call: PageCall, _ draft: FormDraft, _ choices: SubscriberChoices, step: Int
    ) -> Page {
        var page = Page(call.t("subscriber.new-title"), section: SubscriberList.path)
        page.trail = [Page.Link(call.t("subscribers.title"), SubscriberList.path)]
        page.isNarrow = true
        let part = SubscriberForm.Part(rawValue: step)
        let form = FormView(call, path, draft, isStacked: part == nil || part == .bundles)
        let parts = SubscriberParts(call: call, form: form, choices: choices, isNew: true)
        let titles = [
            call.t("subscriber.step-general"), call.t("subscriber.bundles"), call.t("subscriber.step-restrictions"),
            call.t("subscriber.step-review"),
        ]
        let others = SubscriberForm.Part.allCases.filter { $0 != part }
        page.content = """
            \(WizardSteps.html(titles, here: step, label: call.t("subscriber.new-title")))
            \(form.open)
            \(form.hidden("step", "\(step)"))
            \(others.map(parts.hidden))
            \(parts.standard(part == nil ? "create" : "next"))
            \(part.map(parts.html) ?? summary(call, draft, choices))
            <div class="form-actions">\
            <button class="button primary" name="go" value="\(part == nil ? "create" : "next")">\
            \(call.t(part == nil ? "subscriber.create" : "action.continue"))</button>\
            \("<button class=\"button\" name=\"go\" value=\"back\" formnovalidate>\(call.t("action.back"))</button>",
                if: step > 0)\
            \(Button.link(call.t("action.cancel"), SubscriberList.path, nil, .quiet))</div>
            \(FormView.close)
            """
        return page
    }

    /// The last look before anything is made.
    private static func summary(_ call: PageCall, _ draft: FormDraft, _ choices: SubscriberChoices) -> HTML {
        let (details, _) = judged(draft, choices)
        let username: HTML =
            details.username.isEmpty
            ? "<span class=\"soft\">\(call.t("subscriber.username-generated"))</span>" : "\(details.username)"
        let general: [(title: String, value: HTML)] = [
            (call.t("subscriber.username"), username),
            (call.t("subscriber.token"), "<span class=\"soft\">\(call.t("subscriber.token-generated"))</span>"),
        ]
        return """
            \(Panel.html(
                call.t("subscriber.step-review"),
                Panel.facts(
                    general + SubscriberFacts.subscription(details, call, owner: choices.ownerName(draft["owner"])))))
            \(Panel.html(
                call.t("subscriber.bundles"),
                SubscriberFacts.bundles(draft.all("bundles").map { (title: choices.bundleName($0), path: nil) }, call)))
            \(Panel.html(
                call.t("subscriber.step-restrictions"), Panel.facts(SubscriberFacts.restrictions(details, call))))
            """
    }
}
