/// What a password must be (NIST SP 800-63B section 5.1.1.2): long enough, and none that everybody tries first. No
/// rules of composition, no truncation, no expiry.
public enum PasswordRule {
    /// In characters. Fifteen or more are advised.
    public static let minimumLength = 8
    /// In bytes of UTF-8.
    public static let maximumBytes = 1024

    /// What is wrong with it, as a sentence without the field's name; nil when nothing is.
    ///
    /// - Parameter context: Words that must not make up the password, such as the username.
    public static func problem(_ password: String, context: [String] = []) -> String? {
        guard password.count >= minimumLength else { return "must have at least 8 characters" }
        guard password.utf8.count <= maximumBytes else { return "must have at most 1024 bytes" }
        let folded = password.lowercased()
        let words = context.map { $0.lowercased() }.filter { $0.count >= 4 } + ["streav"]
        guard !CommonPasswords.contains(folded), !isMonotonous(folded),
            !words.contains(where: { $0 == trimmed(folded) || $0 == folded })
        else { return "is one of the first that anybody would try" }
        return nil
    }

    /// One character over and over, or a run such as `12345678` or `abcdefgh`.
    private static func isMonotonous(_ text: String) -> Bool {
        let scalars = text.unicodeScalars.map { Int($0.value) }
        let steps = Set(zip(scalars, scalars.dropFirst()).map { $1 - $0 })
        return steps.count == 1 && [-1, 0, 1].contains(steps.first)
    }

    /// Without the digits and signs that people put at the end of a word.
    private static func trimmed(_ text: String) -> String {
        var rest = text[...]
        while let last = rest.last, !last.isLetter { rest.removeLast() }
        return String(rest)
    }
}
