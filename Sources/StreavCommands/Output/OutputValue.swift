/// What a verb answers, as JSON has it. Members keep their order.
enum OutputValue: Sendable, Equatable {
    case null
    case flag(Bool)
    case integer(Int64)
    case number(Double)
    case text(String)
    case list([OutputValue])
    case object([Member])

    struct Member: Sendable, Equatable {
        let name: String
        let value: OutputValue
    }
}

extension OutputValue {
    static func text(_ text: String?) -> OutputValue { text.map { .text($0) } ?? .null }
    static func whole(_ number: some BinaryInteger) -> OutputValue { .integer(Int64(number)) }

    /// In UTF-8, without blanks.
    var json: String {
        switch self {
        case .null: return "null"
        case .flag(let flag): return flag ? "true" : "false"
        case .integer(let integer): return String(integer)
        case .number(let number): return number.isFinite ? "\(number)" : "null"
        case .text(let text): return Self.quoted(text)
        case .list(let values): return "[" + values.map(\.json).joined(separator: ",") + "]"
        case .object(let members):
            return "{" + members.map { Self.quoted($0.name) + ":" + $0.value.json }.joined(separator: ",") + "}"
        }
    }

    /// For a cell of a table.
    var cell: String {
        switch self {
        case .null: ""
        case .flag(let flag): flag ? "yes" : "no"
        case .text(let text): Self.harmless(text)
        case .list(let values): values.map(\.cell).joined(separator: ", ")
        default: json
        }
    }

    static func quoted(_ text: String) -> String {
        var quoted = "\""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\"": quoted += "\\\""
            case "\\": quoted += "\\\\"
            case "\n": quoted += "\\n"
            case "\r": quoted += "\\r"
            case "\t": quoted += "\\t"
            case _ where scalar.value < 0x20 || scalar.value == 0x7F:
                let digits = String(scalar.value, radix: 16)
                quoted += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
            default: quoted.unicodeScalars.append(scalar)
            }
        }
        return quoted + "\""
    }

    /// Names come from anybody: what steers a terminal, or turns the direction of a line, is shown as a point.
    private static func harmless(_ text: String) -> String {
        var shown = ""
        for scalar in text.unicodeScalars {
            switch scalar.properties.generalCategory {
            case .control, .format, .lineSeparator, .paragraphSeparator, .surrogate: shown += "·"
            default: shown.unicodeScalars.append(scalar)
            }
        }
        return shown
    }
}
