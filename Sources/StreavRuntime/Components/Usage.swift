/// What `--help` says.
enum Usage {
    static func text(_ component: Component) -> String {
        let settings = Setting.allCases.filter { $0.components.contains(component) }
        var lines = [
            "Usage: \(component.program) [--OPTION VALUE]...", "",
            "Every option is also a variable of the environment; an option goes before it. Those that hold secrets are",
            "variables alone, since everybody can read command lines. docs/configuration.md says more.", "",
        ]
        for setting in settings {
            lines.append("  \(setting.rawValue)\(setting.option.map { ", --\($0)" } ?? "")")
            let standard = setting.standard(for: component)
            let note =
                setting.isRequired(by: component) ? " (required)" : standard.map { " (default: \($0))" } ?? ""
            lines.append("      \(setting.summary)\(note)")
        }
        return lines.joined(separator: "\n")
    }
}
