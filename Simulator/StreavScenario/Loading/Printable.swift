/// Foreign text in messages: short, and without what would move a terminal's cursor.
enum Printable {
    static let longest = 80

    static func text(_ raw: some StringProtocol) -> String {
        var shown = ""
        for (index, scalar) in raw.unicodeScalars.enumerated() {
            guard index < longest else { return shown + "…" }
            switch scalar.properties.generalCategory {
            case .control, .format, .lineSeparator, .paragraphSeparator, .surrogate: shown.append("\u{FFFD}")
            default: shown.unicodeScalars.append(scalar)
            }
        }
        return shown
    }

    /// In quotation marks.
    static func quoted(_ raw: some StringProtocol) -> String { "`\(text(raw))`" }
}
