/// A value on its way to text.
enum ResolvedValue {
    /// Written in quotation marks where it has to be.
    case text(String)
    /// On one line.
    case list([ResolvedValue])
    /// On one line.
    case table([Entry])

    struct Entry {
        var key: String
        var value: ResolvedValue
    }

    /// A table of these keys, in this order.
    static func fields(_ pairs: KeyValuePairs<String, ResolvedValue>) -> ResolvedValue {
        .table(pairs.map { Entry(key: $0.key, value: $0.value) })
    }

    static func number(_ number: Double) -> ResolvedValue { .text(PlainNumber.text(number)) }
    static func number(_ number: Int) -> ResolvedValue { .text(number.description) }
    static func duration(_ duration: Duration) -> ResolvedValue { .text(ScalarText.text(duration)) }

    /// YAML in flow style.
    var yaml: String {
        switch self {
        case .text(let text): Self.scalar(text)
        case .list(let items): "[" + items.map(\.yaml).joined(separator: ", ") + "]"
        case .table(let entries):
            entries.isEmpty
                ? "{}"
                : "{ " + entries.map { "\(Self.scalar($0.key)): \($0.value.yaml)" }.joined(separator: ", ") + " }"
        }
    }

    /// Plain where nobody could take it for anything else, otherwise as in JSON.
    static func scalar(_ text: String) -> String {
        let isPlain =
            text.utf8.first.map(isWord) ?? false
            && text.utf8.allSatisfy { isWord($0) || "._-/+".utf8.contains($0) }
            && !["null", "Null", "NULL"].contains(text)
        return isPlain ? text : quoted(text)
    }

    private static func isWord(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"): true
        case UInt8(ascii: "0")...UInt8(ascii: "9"): true
        default: false
        }
    }

    private static func quoted(_ text: String) -> String {
        var result = "\""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\"": result += "\\\""
            case "\\": result += "\\\\"
            case "\n": result += "\\n"
            case "\t": result += "\\t"
            default:
                // What YAML calls printable is less than what Unicode does; escapes are always right.
                if scalar.value >= 0x20, scalar.value < 0x7F || (0xA0...0xD7FF).contains(scalar.value),
                    ![0x2028, 0x2029].contains(scalar.value)
                {
                    result.unicodeScalars.append(scalar)
                } else {
                    let hexadecimal = String(scalar.value, radix: 16)
                    result += "\\U" + String(repeating: "0", count: 8 - hexadecimal.count) + hexadecimal
                }
            }
        }
        return result + "\""
    }
}
