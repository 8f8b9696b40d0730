/// Fields of comma-separated values (RFC 4180).
enum CSVText {
    /// Quoted where it must be. A text that a spreadsheet would take for a formula is given an apostrophe in front.
    static func field(_ text: String) -> String {
        var text = text
        if let first = text.utf8.first, "=+-@\t\r".utf8.contains(first), Int64(text) == nil { text = "'" + text }
        guard text.contains(where: { $0 == "," || $0 == "\"" || $0.isNewline }) else { return text }
        return "\"" + text.map { $0 == "\"" ? "\"\"" : String($0) }.joined() + "\""
    }
}
