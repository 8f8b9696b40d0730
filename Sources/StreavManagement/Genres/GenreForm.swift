import StreavDomain
import StreavWeb

/// The form of a genre, which is but a name.
enum GenreForm {
    static let fields: [FormShape.Field] = [.text("name")]
    static let markField: FormShape.Field = .text("mark", limit: 32)

    static func draft(_ genre: Genre) -> FormDraft {
        var draft = FormDraft()
        draft["name"] = genre.details.name
        draft["mark"] = draft.mark(["name"])
        return draft
    }

    static func html(_ call: PageCall, _ action: String, _ draft: FormDraft, cancel: String, isNew: Bool) -> HTML {
        let form = FormView(call, action, draft)
        return """
            \(form.open)
            \(form.text("name", "genre.name", required: true, isFocused: true))
            \(isNew ? "" : form.hidden("mark", draft["mark"]))
            \(form.submit("action.save", cancel: cancel))
            \(FormView.close)
            """
    }
}
