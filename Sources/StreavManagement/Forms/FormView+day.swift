import StreavWeb

extension FormView {
    /// A day; a moment that has a time of day is shown as text, so that it is not lost.
    func day(_ name: String, _ label: String, hint: String? = nil) -> HTML {
        let isDay = draft[name].isEmpty || draft[name].utf8.count == 10
        return text(name, label, hint: hint, type: isDay ? "date" : "text")
    }
}
