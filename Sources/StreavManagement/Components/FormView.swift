import StreavDomain
import StreavWeb

/// The parts of a form: each field with its label, a hint, what was typed and what is wrong with it.
struct FormView {
    private let call: PageCall
    private let action: String
    let draft: FormDraft
    private let isStacked: Bool

    /// - Parameter isStacked: Labels above the fields at any width.
    init(_ call: PageCall, _ action: String, _ draft: FormDraft, isStacked: Bool = false) {
        self.call = call
        self.action = action
        self.draft = draft
        self.isStacked = isStacked
    }

    var open: HTML {
        """
        <form class="form\(" stacked", if: isStacked)" method="post" action="\(action)">\
        <input type="hidden" name="csrf" value="\(call.formToken)">
        \(summary)
        """
    }

    /// For a form with a file in it.
    var openWithFiles: HTML {
        """
        <form class="form\(" stacked", if: isStacked)" method="post" action="\(action)" enctype="multipart/form-data">\
        <input type="hidden" name="csrf" value="\(call.formToken)">
        \(summary)
        """
    }

    static let close: HTML = "</form>"

    func hidden(_ name: String, _ value: String) -> HTML {
        "<input type=\"hidden\" name=\"\(name)\" value=\"\(value)\">"
    }

    /// One line of text.
    ///
    /// - Parameters:
    ///   - label: A key of the catalogue, as `hint` is.
    ///   - type: An HTML input type.
    func text(
        _ name: String, _ label: String, hint: String? = nil, type: String = "text", autocomplete: String = "off",
        required: Bool = false, isFocused: Bool = false, placeholder: String = ""
    ) -> HTML {
        field(name, label, hint: hint, isOptional: !required) { described in
            """
            <input id="field-\(name)" name="\(name)" type="\(type)" value="\(draft[name])" \
            autocomplete="\(autocomplete)" placeholder="\(placeholder)"\(" required", if: required)\
            \(" autofocus", if: isFocused) spellcheck="false"\(described)>
            """
        }
    }

    /// Never shows what was typed.
    func password(_ name: String, _ label: String, hint: String? = nil, autocomplete: String) -> HTML {
        field(name, label, hint: hint) { described in
            """
            <input id="field-\(name)" name="\(name)" type="password" autocomplete="\(autocomplete)" required\
            \(described)>
            """
        }
    }

    /// Several lines.
    func area(_ name: String, _ label: String, hint: String? = nil, rows: Int = 4) -> HTML {
        field(name, label, hint: hint, isOptional: true) { described in
            """
            <textarea id="field-\(name)" name="\(name)" rows="\(rows)" spellcheck="false"\(described)>
            \(draft[name])</textarea>
            """
        }
    }

    /// One of several in a list.
    func select(
        _ name: String, _ label: String, hint: String? = nil, _ options: [(value: String, title: String)]
    ) -> HTML {
        let chosen = draft[name]
        return field(name, label, hint: hint) { described in
            """
            <select id="field-\(name)" name="\(name)"\(described)>\(options.map { option in
                "<option value=\"\(option.value)\"\(" selected", if: option.value == chosen)>\(option.title)</option>"
                    as HTML
            })</select>
            """
        }
    }

    /// One of a few, each with a line about it.
    func radios(
        _ name: String, _ label: String, _ options: [(value: String, title: String, hint: String)]
    ) -> HTML {
        let chosen = draft[name]
        return """
            <div class="field choices" role="radiogroup" aria-labelledby="label-\(name)">\
            <span class="label" id="label-\(name)">\(call.t(label))</span><div class="control">\(options.map { option in
                """
                <label class="choice"><input type="radio" name="\(name)" value="\(option.value)"\
                \(" checked", if: option.value == chosen) required><span><b>\(option.title)</b>\
                <small>\(option.hint)</small></span></label>
                """ as HTML
            })\(problem(name))</div></div>
            """
    }

    func check(_ name: String, _ label: String, hint: String? = nil) -> HTML {
        """
        <div class="field single"><label class="choice"><input type="checkbox" name="\(name)" value="on"\
        \(" checked", if: !draft[name].isEmpty)><span>\(call.t(label))\
        \(hint.map { "<small>\(call.t($0))</small>" as HTML })</span></label>\(problem(name))</div>
        """
    }

    /// - Parameter cancel: Where giving up leads to.
    func submit(
        _ title: String, cancel: String? = nil, style: Button.Style = .primary, isWide: Bool = false
    ) -> HTML {
        """
        <div class="form-actions\(" wide", if: isWide)"><button class="button \(style.rawValue)">\(call.t(title))\
        </button>\(cancel.map { Button.link(call.t("action.cancel"), $0, nil, .quiet) })</div>
        """
    }

    /// A label, and whatever is made for it.
    func field(
        _ name: String, _ label: String, hint: String? = nil, isOptional: Bool = false,
        _ control: (_ described: HTML) -> HTML
    ) -> HTML {
        let isWrong = draft.problem(name) != nil
        let described: HTML
        switch (hint != nil, isWrong) {
        case (false, false): described = ""
        case (true, false): described = " aria-describedby=\"hint-\(name)\""
        case (false, true): described = " aria-invalid=\"true\" aria-describedby=\"problem-\(name)\""
        case (true, true): described = " aria-invalid=\"true\" aria-describedby=\"problem-\(name) hint-\(name)\""
        }
        return """
            <div class="field\(" wrong", if: isWrong)"><label for="field-\(name)">\(call.t(label))\
            \(" <span class=\"soft\">(\(call.t("form.optional")))</span>", if: isOptional)</label>
            <div class="control">\(control(described))\(problem(name))\
            \(hint.map { "<p class=\"hint\" id=\"hint-\(name)\">\(call.t($0))</p>" as HTML })</div></div>
            """
    }

    private func problem(_ name: String) -> HTML? {
        draft.problem(name).map {
            "<p class=\"problem\" id=\"problem-\(name)\">\(call.texts.problem($0))</p>"
        }
    }

    private var summary: HTML? {
        let problems = draft.problems.problems
        guard !problems.isEmpty else { return nil }
        return Banner.failure(call.count("form.problems", Set(problems.map(\.field)).count))
    }
}
