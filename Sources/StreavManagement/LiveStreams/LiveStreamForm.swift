import StreavDomain
import StreavStore
import StreavWeb

/// The form of a live stream: what is typed into it, and what that says.
enum LiveStreamForm {
    /// What can be chosen.
    struct Choices: Sendable {
        var categories: [Category] = []
        var bundles: [(id: BundleID, name: String)] = []
    }

    static let fields: [FormShape.Field] =
        [
            .text("number", limit: 16), .text("name", limit: 1024), .area("description"), .text("logoUrl", limit: 4096),
            .text("isAdult", limit: 8), .text("isRadio", limit: 8), .text("isEnabled", limit: 8),
            .text("archiveDays", limit: 16), .text("segmentTarget", limit: 16), .text("window", limit: 16),
            .text("startsOnDemand", limit: 8), .text("idleStop", limit: 16), .list("categories", count: 500),
            .list("bundles", count: 500),
        ] + SourceRow.fields

    /// A new one.
    static func draft(number: Int) -> FormDraft {
        draft(LiveStreamDetails(number: number, name: ""), bundles: [])
    }

    /// What it shows of a stream that is there.
    static func draft(_ stream: LiveStream, bundles: [BundleID]) -> FormDraft {
        var draft = draft(stream.details, bundles: bundles)
        draft["revision"] = "\(stream.revision)"
        return draft
    }

    private static func draft(_ details: LiveStreamDetails, bundles: [BundleID]) -> FormDraft {
        var draft = FormDraft()
        draft["number"] = "\(details.number)"
        draft["name"] = details.name
        draft["description"] = details.description ?? ""
        draft["logoUrl"] = details.logoURL ?? ""
        draft["isAdult"] = details.isAdult ? "on" : ""
        draft["isRadio"] = details.isRadio ? "on" : ""
        draft["isEnabled"] = details.isEnabled ? "on" : ""
        draft["archiveDays"] = "\(details.archiveDays)"
        draft["segmentTarget"] = SecondsText.write(details.segmentTarget)
        draft["window"] = "\(details.window)"
        draft["startsOnDemand"] = details.startsOnDemand ? "on" : ""
        draft["idleStop"] = SecondsText.write(details.idleStop)
        draft.set("categories", details.categories.map { "\($0)" })
        draft.set("bundles", bundles.map { "\($0)" })
        return draft
    }

    /// - Parameters:
    ///   - rows: The sources as they were typed.
    ///   - old: What is stored; nil for a new one.
    /// - Throws: ``StreavDomain/InvalidInput`` for what is no number; the rest is judged where it is done.
    static func details(
        _ form: FormValues, _ rows: [SourceRow], old: LiveStreamDetails?
    ) throws -> LiveStreamDetails {
        var problems = InvalidInput()
        func number(_ name: String) -> Int {
            let number = form.number(name)
            problems.require(number != nil, name, "must be a number")
            return number ?? 0
        }
        func seconds(_ name: String) -> Duration {
            let duration = SecondsText.read(form.text(name))
            problems.require(duration != nil, name, "must be a number of seconds")
            return duration ?? .seconds(4)
        }
        var details = LiveStreamDetails(
            number: number("number"), name: form.line("name") ?? "", description: form.line("description"),
            logoURL: form.line("logoUrl"), isAdult: form.flag("isAdult"), isRadio: form.flag("isRadio"),
            archiveDays: number("archiveDays"), segmentTarget: seconds("segmentTarget"), window: number("window"),
            startsOnDemand: form.flag("startsOnDemand"), idleStop: seconds("idleStop"),
            isEnabled: form.flag("isEnabled"))
        do {
            details.sources = try SourceRow.sources(rows, old: old?.sources ?? [])
        } catch let found as InvalidInput {
            problems.problems += found.problems
        }
        details.categories = categories(form.ids("categories", of: Entities.Category.self), old: old?.categories ?? [])
        do {
            details = try details.validated()
        } catch {
            // What is no number is said once.
            let known = Set(problems.problems.map(\.field))
            problems.problems += error.problems.filter { !known.contains($0.field) }
        }
        guard problems.problems.isEmpty else { throw problems }
        return details
    }

    /// Those that stay keep their order; new ones follow.
    private static func categories(_ chosen: [CategoryID], old: [CategoryID]) -> [CategoryID] {
        let wanted = Set(chosen)
        let stay = old.filter { wanted.contains($0) }
        return stay + chosen.filter { !stay.contains($0) }
    }

    // MARK: What it looks like

    static func html(
        _ call: PageCall, _ action: String, _ draft: FormDraft, _ sources: SourceEditor, _ choices: Choices,
        cancel: String, isNew: Bool
    ) -> HTML {
        let form = FormView(call, action, draft, isStacked: true)
        return """
            \(form.open)
            <button class="visually-hidden" tabindex="-1" aria-hidden="true">\(call.t("action.save"))</button>
            \(Panel.html(call.t("stream.form-about"), about(form, isNew)))
            \(Panel.html(call.t("stream.sources"), sources.html(call, draft)))
            \(Panel.html(call.t("stream.form-shelves"), shelves(call, draft, choices)))
            \(Panel.html(call.t("stream.form-delivery"), delivery(form)))
            \(isNew ? "" : form.hidden("revision", draft["revision"]))
            \(form.submit("action.save", cancel: cancel))
            \(FormView.close)
            """
    }

    private static func about(_ form: FormView, _ isNew: Bool) -> HTML {
        """
        \(form.text("name", "stream.name", required: true, isFocused: isNew))
        \(form.text("number", "stream.number", hint: "stream.number-hint", type: "number", required: true))
        \(form.area("description", "stream.description", rows: 2))
        \(form.text("logoUrl", "stream.logo", hint: "stream.logo-hint", type: "url"))
        \(form.check("isEnabled", "stream.is-enabled"))
        \(form.check("isRadio", "stream.is-radio"))
        \(form.check("isAdult", "stream.is-adult", hint: "stream.is-adult-hint"))
        """
    }

    private static func delivery(_ form: FormView) -> HTML {
        """
        \(form.check("startsOnDemand", "stream.on-demand", hint: "stream.on-demand-hint"))
        \(form.text("idleStop", "stream.idle-stop", hint: "stream.idle-stop-hint", required: true))
        \(form.text("segmentTarget", "stream.segment-target", hint: "stream.segment-target-hint", required: true))
        \(form.text("window", "stream.window", hint: "stream.window-hint", type: "number", required: true))
        \(form.text("archiveDays", "stream.archive-days", hint: "stream.archive-days-hint", type: "number",
            required: true))
        """
    }

    private static func shelves(_ call: PageCall, _ draft: FormDraft, _ choices: Choices) -> HTML {
        """
        \(checks(call, "categories", "stream.categories", draft, choices.categories.map {
            ("\($0.id)", $0.details.name)
        }, none: "stream.no-categories"))
        \(choices.bundles.isEmpty && !call.may(.edit, .bundles)
            ? "" : checks(call, "bundles", "stream.bundles", draft, choices.bundles.map { ("\($0.id)", $0.name) },
                none: "stream.no-bundles"))
        """
    }

    private static func checks(
        _ call: PageCall, _ name: String, _ label: String, _ draft: FormDraft,
        _ options: [(value: String, title: String)], none: String
    ) -> HTML {
        let chosen = Set(draft.all(name))
        let boxes = options.map { option in
            """
            <label class="choice"><input type="checkbox" name="\(name)" value="\(option.value)"\
            \(" checked", if: chosen.contains(option.value))><span>\(option.title)</span></label>
            """ as HTML
        }
        let problem = draft.problem(name).map { "<p class=\"problem\">\(call.texts.problem($0))</p>" as HTML }
        return """
            <fieldset class="field stream-choices"><legend>\(call.t(label))</legend>\
            <div class="control">\(boxes)\("<p class=\"soft\">\(call.t(none))</p>", if: options.isEmpty)\
            \(problem)</div>\
            </fieldset>
            """
    }
}
