/// JSON for people: a member a line.
enum PrettyJSON {
    static func text(_ value: JSON, indent: String = "") -> String {
        let inner = indent + "  "
        switch value {
        case .object(let members) where !members.isEmpty:
            let lines = members.map { member in
                let name = String(decoding: JSONWriter.bytes(of: .string(member.name)), as: UTF8.self)
                return "\(inner)\(name): \(text(member.value, indent: inner))"
            }
            return "{\n\(lines.joined(separator: ",\n"))\n\(indent)}"
        case .array(let values) where values.contains(where: \.isObject):
            let lines = values.map { inner + text($0, indent: inner) }
            return "[\n\(lines.joined(separator: ",\n"))\n\(indent)]"
        default:
            return String(decoding: JSONWriter.bytes(of: value), as: UTF8.self)
        }
    }
}

extension JSON {
    fileprivate var isObject: Bool {
        guard case .object = self else { return false }
        return true
    }
}
