import StreavDomain
import StreavStore
import StreavWeb

/// The parts of a subscriber's form as they are shown: one after the other by the wizard, together by the page that
/// edits.
struct SubscriberParts {
    let call: PageCall
    let form: FormView
    let choices: SubscriberChoices
    let isNew: Bool

    private var draft: FormDraft { form.draft }

    func html(_ part: SubscriberForm.Part) -> HTML {
        switch part {
        case .general: general
        case .bundles: bundles
        case .restrictions: restrictions
        }
    }

    /// The fields of a part that is not shown.
    func hidden(_ part: SubscriberForm.Part) -> HTML {
        let names = part == .bundles ? [] : part.names.filter { !draft[$0].isEmpty }
        return """
            \(names.map { form.hidden($0, draft[$0]) })\
            \(part == .bundles ? draft.all("bundles").map { form.hidden("bundles", $0) } : [])
            """
    }

    /// What Enter in a field does: the first button of a form.
    func standard(_ value: String) -> HTML {
        """
        <button class="visually-hidden" name="go" value="\(value)" tabindex="-1" aria-hidden="true">\
        \(call.t("action.continue"))</button>
        """
    }

    private var general: HTML {
        let owners = [(value: "", title: call.t("value.none"))] + choices.owners.map { ("\($0.id)", $0.name) }
        let statuses = SubscriberStatus.allCases.map {
            (value: SubscriberState.value($0), title: SubscriberState.name($0, call))
        }
        return """
            \(form.text(
                "username", "subscriber.username",
                hint: isNew ? "subscriber.username-new-hint" : "subscriber.username-hint", isFocused: isNew))
            \(isNew ? token : form.select("status", "subscriber.status", statuses))
            \(form.text("email", "subscriber.email", type: "email"))
            \(form.text("expires", "subscriber.expires", hint: "subscriber.expires-hint", type: "datetime-local"))
            \(form.check("unlimited", "subscriber.unlimited", hint: "subscriber.unlimited-hint"))
            \(form.text(
                "connections", "subscriber.connections", hint: "subscriber.connections-hint", type: "number",
                required: true))
            \(form.check("trial", "subscriber.is-trial"))
            \(form.select("owner", "subscriber.owner", hint: "subscriber.owner-hint", owners))
            \(form.area("note", "subscriber.note", hint: "subscriber.note-hint"))
            """
    }

    private var token: HTML {
        """
        <div class="field"><span class="label">\(call.t("subscriber.token"))</span><div class="control">\
        <p class="subscriber-generated">\(call.t("subscriber.token-generated"))</p></div></div>
        """
    }

    private var bundles: HTML {
        let ids = draft.all("bundles")
        let rows = ids.map { PlaceList.Row(id: $0, title: choices.bundleName($0)) }
        let rest = choices.bundles.filter { !ids.contains("\($0.id)") }
        let places = PlaceList(call: call, rows: rows, name: "bundles", total: rows.count)
        let problem = (draft.problem("bundles") ?? draft.problem("places")).map {
            "<p class=\"problem\">\(call.texts.problem($0))</p>" as HTML
        }
        return """
            <p class="soft">\(call.t("subscriber.bundles-hint"))</p>
            \(rows.isEmpty ? "<p>\(call.t("subscriber.no-bundles"))</p>" : places.html)\(problem)
            \(rest.isEmpty && rows.isEmpty ? "" : """
                <div class="places-bar"><label for="field-bundle">\(call.t("subscriber.add-bundle"))</label>\
                <select id="field-bundle" name="bundle"><option value="">–</option>\(rest.map {
                    "<option value=\"\($0.id)\">\($0.name)</option>" as HTML
                })</select><button class="button" name="go" value="add">\(call.t("subscriber.add"))</button>\
                <span class="soft">\(call.t("subscriber.add-hint"))</span></div>
                """ as HTML)
            """
    }

    private var restrictions: HTML {
        """
        \(form.check("hls", "subscriber.hls", hint: "subscriber.hls-hint"))
        \(form.check("ts", "subscriber.ts", hint: "subscriber.ts-hint"))
        \(form.area("countries", "subscriber.countries", hint: "subscriber.countries-hint", rows: 2))
        \(form.area("addresses", "subscriber.addresses", hint: "subscriber.addresses-hint"))
        \(form.area("agents", "subscriber.agents", hint: "subscriber.agents-hint"))
        """
    }
}
