/// The value of a field with its parameters: `form-data; name="title"; filename="a.png"` (RFC 7578, 4.2).
struct FieldParameters {
    let value: String
    private var parameters: [(name: String, value: String)] = []

    /// Nil when it cannot be read, or names a parameter twice.
    init?(_ text: String) {
        var rest = Substring(text)
        value = String(Self.trimmed(Self.take(&rest) { $0 != ";" }))
        guard !value.isEmpty else { return nil }
        while !rest.isEmpty {
            rest = rest.dropFirst()
            let name = Self.trimmed(Self.take(&rest) { $0 != "=" && $0 != ";" }).lowercased()
            // A semicolon at the end says nothing.
            if name.isEmpty, rest.isEmpty { break }
            guard !name.isEmpty, rest.first == "=", self[name] == nil else { return nil }
            rest = rest.dropFirst()
            if rest.first == "\"" {
                rest = rest.dropFirst()
                // Browsers write a quotation mark within as %22, so the next one is the end.
                let quoted = Self.take(&rest) { $0 != "\"" }
                guard rest.first == "\"" else { return nil }
                rest = rest.dropFirst().drop { $0 == " " || $0 == "\t" }
                guard rest.isEmpty || rest.first == ";" else { return nil }
                parameters.append((name, String(quoted)))
            } else {
                parameters.append((name, String(Self.trimmed(Self.take(&rest) { $0 != ";" }))))
            }
        }
    }

    subscript(name: String) -> String? { parameters.first { $0.name == name }?.value }

    private static func take(_ rest: inout Substring, while isWanted: (Character) -> Bool) -> Substring {
        let taken = rest.prefix(while: isWanted)
        rest = rest[taken.endIndex...]
        return taken
    }

    private static func trimmed(_ text: Substring) -> Substring {
        var text = text.drop { $0 == " " || $0 == "\t" }
        while text.last == " " || text.last == "\t" { text.removeLast() }
        return text
    }
}
