import HTTPTypes
import StreavControl
import StreavDomain
import StreavStore
import StreavWeb

/// Many subscribers at once: a page that says what would become of each, then the deed, then a way back.
enum SubscriberBulk {
    static let actions = [
        BulkAction(value: "extend", title: "subscribers.extend"),
        BulkAction(value: "enable", title: "action.enable"), BulkAction(value: "disable", title: "action.disable"),
        BulkAction(value: "bundle", title: "subscribers.move"),
    ]

    private static let shape = FormShape(
        .text("action", limit: 16), .list("ids"), .text("days", limit: 8), .text("bundle", limit: 20))

    static let routes: [PageRoute] = [
        .post("/subscribers/bulk", .may(.edit, .subscribers), shape, preview),
        .post("/subscribers/bulk/apply", .may(.edit, .subscribers), shape, apply),
        .post(
            "/subscribers/bulk/undo", .may(.edit, .subscribers),
            FormShape(.text("first", limit: 20), .text("last", limit: 20)), undo),
    ]

    private static let preview: @Sendable (PageCall, FormValues) async throws -> PageAnswer = { call, form in
        let ids = form.ids("ids", of: Entities.Subscriber.self)
        guard !ids.isEmpty else { return .seeOther(SubscriberList.path, .warning(call.t("subscribers.bulk-none"))) }
        guard actions.contains(where: { $0.value == form.text("action") }) else {
            throw PageFault.malformed("action is unknown")
        }
        let choices = try await SubscriberChoices.read(call)
        let subscribers = try await call.read { try $0.subscribers.find(ids) }
        do {
            let change = try change(form)
            return .page(page(call, form.draft(), subscribers, change, choices))
        } catch let problems as InvalidInput {
            // Nothing was chosen yet: that is no mistake of anybody's.
            let isFirst = form.line("days") == nil && form.line("bundle") == nil
            return .page(
                page(call, form.draft(isFirst ? InvalidInput() : problems), subscribers, nil, choices),
                status: isFirst ? .ok : .unprocessableContent)
        }
    }

    private static let apply: @Sendable (PageCall, FormValues) async throws -> PageAnswer = { call, form in
        let ids = form.ids("ids", of: Entities.Subscriber.self)
        do {
            let change = try change(form)
            let done = try await call.perform { try $0.subscribers.apply(change, to: ids) }
            let text = call.count("subscribers.changed-notice", done.changed.count)
            let undo = done.entries.map { entries in
                Notice.Undo(
                    path: "/subscribers/bulk/undo",
                    fields: [
                        Notice.Field(name: "first", value: "\(entries.lowerBound)"),
                        Notice.Field(name: "last", value: "\(entries.upperBound)"),
                    ])
            }
            return .seeOther(SubscriberList.path, .done(text, undo: undo))
        } catch is InvalidInput {
            return .seeOther(SubscriberList.path, .failure(call.t("subscribers.bulk-failed")))
        }
    }

    private static let undo: @Sendable (PageCall, FormValues) async throws -> PageAnswer = { call, form in
        guard let first = Int64(form.text("first")), let last = Int64(form.text("last")), first > 0, first <= last
        else { throw PageFault.malformed("first and last are numbers of entries") }
        do {
            let reverted = try await call.perform { try $0.subscribers.revert(first...last) }
            return .seeOther(
                SubscriberList.path, .done(call.count("subscribers.reverted-notice", reverted.count)))
        } catch is InvalidInput {
            // A bundle or an owner that they had is gone.
            return .seeOther(SubscriberList.path, .failure(call.t("subscribers.revert-failed")))
        }
    }

    /// - Throws: ``StreavDomain/InvalidInput`` where days or bundle are missing or cannot be.
    private static func change(_ form: FormValues) throws -> SubscriberChange {
        switch form.text("action") {
        case "enable": return .status(.active)
        case "disable": return .status(.disabled)
        case "extend":
            guard let days = form.number("days"), SubscriberChange.dayRange.contains(days) else {
                throw InvalidInput(field: "days", "must be 1 to 3650")
            }
            return .extend(days: days)
        case "bundle":
            guard let bundle = BundleID(digits: form.text("bundle")) else {
                throw InvalidInput(field: "bundle", "must be chosen")
            }
            return .bundle(bundle)
        default: throw PageFault.malformed("action is unknown")
        }
    }

    // MARK: The look beforehand

    private static func page(
        _ call: PageCall, _ draft: FormDraft, _ subscribers: [Subscriber], _ change: SubscriberChange?,
        _ choices: SubscriberChoices
    ) -> Page {
        var page = Page(call.t("subscribers.bulk-title"), section: SubscriberList.path)
        page.trail = [Page.Link(call.t("subscribers.title"), SubscriberList.path)]
        page.isNarrow = true
        page.content = """
            \(parameter(call, draft, subscribers, choices))
            \(change.map { outcome(call, draft, subscribers, $0, choices) })
            """
        return page
    }

    /// What the change needs to know, asked before anything is shown; nothing for those that need nothing.
    private static func parameter(
        _ call: PageCall, _ draft: FormDraft, _ subscribers: [Subscriber], _ choices: SubscriberChoices
    ) -> HTML? {
        let form = FormView(call, "/subscribers/bulk", draft)
        let field: HTML
        switch draft["action"] {
        case "extend":
            field = form.text(
                "days", "subscribers.days", hint: "subscribers.days-hint", type: "number", required: true,
                isFocused: true)
        case "bundle":
            field = form.select(
                "bundle", "subscriber.bundle", hint: "subscribers.move-hint",
                [(value: "", title: "–")] + choices.bundles.map { ("\($0.id)", $0.name) })
        default: return nil
        }
        return """
            \(form.open)
            \(form.hidden("action", draft["action"]))
            \(subscribers.map { form.hidden("ids", "\($0.id)") })
            \(field)
            \(form.submit("subscribers.preview", cancel: SubscriberList.path, style: .plain))
            \(FormView.close)
            """
    }

    private static func outcome(
        _ call: PageCall, _ draft: FormDraft, _ subscribers: [Subscriber], _ change: SubscriberChange,
        _ choices: SubscriberChoices
    ) -> HTML {
        let pairs = subscribers.map { ($0, $0.details, change.applied(to: $0.details, now: call.now)) }
        let changing = pairs.filter { $0.1 != $0.2 }
        let others = pairs.filter { $0.1 == $0.2 }.map { $0.0.details.username }.joined(separator: ", ")
        let form = FormView(call, "/subscribers/bulk/apply", FormDraft(), isStacked: true)
        let rows = changing.map { subscriber, before, after in
            """
            <tr class="differs"><th scope="row">\(before.username)</th><td>\(value(before, change, call, choices))</td>\
            <td>\(value(after, change, call, choices))</td></tr>
            """ as HTML
        }
        return """
            <div class="panel subscriber-outcome"><div class="panel-body">
            <p>\(call.count("subscribers.bulk-changes", changing.count))</p>
            <table class="compare"><thead><tr><th scope="col">\(call.t("subscriber.username"))</th>\
            <th scope="col">\(call.t("subscribers.before"))</th><th scope="col">\(call.t("subscribers.after"))</th>\
            </tr></thead><tbody>\(rows)</tbody></table>
            \("<p class=\"soft\">\(call.t("subscribers.bulk-unchanged", ["names": others]))</p>", if: !others.isEmpty)
            \(form.open)
            \(["action", "days", "bundle"].filter { !draft[$0].isEmpty }.map { form.hidden($0, draft[$0]) })
            \(changing.map { form.hidden("ids", "\($0.0.id)") })
            \(changing.isEmpty
                ? Button.link(call.t("action.back"), SubscriberList.path)
                : form.submit(
                    "subscribers.apply", cancel: SubscriberList.path,
                    style: draft["action"] == "disable" ? .danger : .primary))
            \(FormView.close)
            </div></div>
            """
    }

    private static func value(
        _ details: SubscriberDetails, _ change: SubscriberChange, _ call: PageCall, _ choices: SubscriberChoices
    ) -> HTML {
        switch change {
        case .extend: return SubscriberState.expiry(details.expiresAt, call)
        case .status: return "\(SubscriberState.name(details.status, call))"
        case .bundle:
            return "\(details.bundles.map { choices.bundleName("\($0)") }.joined(separator: ", "))"
        }
    }
}
