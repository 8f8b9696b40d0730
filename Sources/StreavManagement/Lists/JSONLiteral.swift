/// Values as JSON has them.
enum JSONLiteral {
    static func text(_ value: ExportValue) -> String {
        switch value {
        case .text(let text): text.map { self.text($0) } ?? "null"
        case .number(let number): String(number)
        case .boolean(let boolean): boolean ? "true" : "false"
        case .moment(let moment): moment == nil ? "null" : text(value.text)
        }
    }

    static func text(_ text: String) -> String {
        var literal = "\""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\"": literal += "\\\""
            case "\\": literal += "\\\\"
            case "\n": literal += "\\n"
            case "\u{0}"..."\u{1F}", "\u{7F}", "\u{2028}", "\u{2029}":
                let digits = String(scalar.value, radix: 16)
                literal += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
            default: literal.unicodeScalars.append(scalar)
            }
        }
        return literal + "\""
    }
}
