import StreavWeb

/// Where in a row of forms one is.
enum WizardSteps {
    /// - Parameters:
    ///   - here: From 0 on.
    ///   - titles: Of all steps, in their order.
    static func html(_ titles: [String], here: Int, label: String) -> HTML {
        let steps = titles.enumerated().map { index, title in
            """
            <li class="\(index < here ? "past" : index == here ? "here" : "")"\
            \(" aria-current=\"step\"", if: index == here)><span class="step-number">\(index + 1)</span>\(title)</li>
            """ as HTML
        }
        return "<ol class=\"steps\" aria-label=\"\(label)\">\(steps)</ol>"
    }
}
