/// The texts of one language. What is missing there is given in English.
struct Texts: Sendable {
    let language: Language

    init(_ language: Language) { self.language = language }

    subscript(key: String) -> String {
        language.messages[key] ?? EnglishTexts.messages[key] ?? key
    }

    /// With values in its places: `{name}`.
    subscript(key: String, values: [String: String]) -> String { Self.filled(self[key], values) }

    /// A number of things, by the language's own rules: `key.one`, `key.other`, and `{count}` in them.
    func count(_ key: String, _ number: Int) -> String {
        let own = language.messages
        let text =
            own["\(key).\(language.category(of: number))"] ?? own["\(key).other"]
            ?? EnglishTexts.messages["\(key).\(Language.english.category(of: number))"] ?? "\(key).other"
        return Self.filled(text, ["count": self.number(number)])
    }

    /// With separators between thousands.
    func number(_ number: Int) -> String { Quantity.grouped(number) }

    /// What is wrong with a field. The rules speak English; a catalogue may have another sentence for each of theirs.
    func problem(_ message: String) -> String { language.messages["problem.\(message)"] ?? Self.sentence(message) }

    private static func sentence(_ message: String) -> String {
        message.prefix(1).uppercased() + message.dropFirst() + (message.hasSuffix(".") ? "" : ".")
    }

    private static func filled(_ text: String, _ values: [String: String]) -> String {
        guard text.contains("{") else { return text }
        var result = ""
        var rest = text[...]
        while let open = rest.firstIndex(of: "{") {
            result += rest[..<open]
            guard let close = rest[open...].firstIndex(of: "}") else { break }
            let name = String(rest[rest.index(after: open)..<close])
            result += values[name] ?? "{\(name)}"
            rest = rest[rest.index(after: close)...]
        }
        return result + rest
    }

    /// Reads a catalogue: `key = text` on each line; `#` begins a remark.
    static func read(_ sections: [String]) -> [String: String] {
        var messages: [String: String] = [:]
        for section in sections {
            for line in section.split(separator: "\n") where !line.hasPrefix("#") {
                guard let sign = line.firstRange(of: " = ") else {
                    preconditionFailure("a line of the catalogue without a key: \(line)")
                }
                let key = String(line[..<sign.lowerBound])
                precondition(messages[key] == nil, "\(key) stands twice in the catalogue")
                messages[key] = String(line[sign.upperBound...])
            }
        }
        return messages
    }
}
