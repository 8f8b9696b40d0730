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
        for character in fold(text) {
            if character == "%" || character == "_" || character == "\\" { pattern.append("\\") }
            pattern.append(character)
        }
        return pattern + "%"
    }
}
