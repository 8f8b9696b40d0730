import StreavDomain
import StreavStore
import StreavWeb

/// The form of a bundle's name and description.
enum BundleForm {
    static let fields: [FormShape.Field] = [.text("name"), .area("description")]

    static func draft(_ bundle: BundleTable.Listed) -> FormDraft {
        var draft = FormDraft()
        draft["name"] = bundle.name
        draft["description"] = bundle.description ?? ""
        draft["revision"] = "\(bundle.revision)"
        return draft
    }

    static func html(_ call: PageCall, _ action: String, _ draft: FormDraft, cancel: String, isNew: Bool) -> HTML {
        let form = FormView(call, action, draft)
        return """
            \(form.open)
            \(form.text("name", "bundle.name", hint: "bundle.name-hint", required: true, isFocused: isNew))
            \(form.area("description", "bundle.description", hint: "bundle.description-hint"))
            \(isNew ? "" : form.hidden("revision", draft["revision"]))
            \(form.submit("action.save", cancel: cancel))
            \(FormView.close)
            """
    }

    /// The fields as two people left them.
    static func conflict(_ call: PageCall, theirs: BundleTable.Listed, yours: FormDraft) -> ConflictView {
        ConflictView(
            call: call, name: theirs.name, reload: "/bundles/\(theirs.id)/edit",
            fields: [
                (call.t("bundle.name"), theirs.name, yours["name"]),
                (call.t("bundle.description"), theirs.description ?? "", yours["description"]),
            ])
    }
}
