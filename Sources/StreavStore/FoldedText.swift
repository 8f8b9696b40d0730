/// Text as it is searched and sorted: without regard to case. The engines' own ideas of case differ, so both compare
/// what this makes.
public enum FoldedText {
    public static func fold(_ text: some StringProtocol) -> String {
        text.lowercased()
    }

    /// A pattern for `LIKE … ESCAPE '\'` that finds `text` anywhere in a folded column; `%` and `_` stand for
    /// themselves.
    public static func pattern(containing text: some StringProtocol) -> String {
        var pattern = "%"
        // By scalar: together with a combining mark after it a sign would be another character, and yet be obeyed.
        for scalar in fold(text).unicodeScalars {
            if scalar == "%" || scalar == "_" || scalar == "\\" { pattern.append("\\") }
            pattern.unicodeScalars.append(scalar)
        }
        return pattern + "%"
    }
}
