import StreavDomain
import StreavWeb

/// The page before something that cannot be taken back: the name has to be typed.
struct ConfirmView {
    let call: PageCall
    let action: String
    let cancel: String
    /// What has to be typed; nil: a button is enough.
    let name: String?
    let text: String
    let button: String
    var draft = FormDraft()
    var fields: [(name: String, value: String)] = []

    /// The field that the form's shape has to have.
    static let field = FormShape.Field.text("confirm")

    var html: HTML {
        let form = FormView(call, action, draft, isStacked: true)
        return """
            <div class="panel"><div class="panel-body">
            \(form.open)
            \(fields.map { form.hidden($0.name, $0.value) })
            <p>\(text)</p>
            \(name.map { name in
                """
                <p class="soft">\(call.t("confirm.final"))</p>
                \(form.field("confirm", "confirm.title") { described in
                    """
                    <p class="hint">\(call.t("confirm.type", ["name": name]))</p>
                    <input id="field-confirm" name="confirm" autocomplete="off" required spellcheck="false"\(described)>
                    """
                })
                """ as HTML
            })
            \(form.submit(button, cancel: cancel, style: .danger))
            \(FormView.close)
            </div></div>
            """
    }

    /// - Throws: ``StreavDomain/InvalidInput`` when the name is not what was typed.
    static func check(_ form: FormValues, name: String) throws {
        guard form.line("confirm") == name else {
            throw InvalidInput(field: "confirm", "is not what was asked for")
        }
    }
}
