/// The members of an object in JSON, each with its value as it is written: for people to compare.
enum FlatJSON {
    struct Member: Equatable {
        let name: String
        let value: String
    }

    /// Members that are looked at.
    static let limit = 200

    /// Empty for what is no object.
    static func members(_ text: String?) -> [Member] {
        guard let text, text.utf8.first == UInt8(ascii: "{"), text.utf8.last == UInt8(ascii: "}") else { return [] }
        var members: [Member] = []
        for part in parts(Array(text.utf8.dropFirst().dropLast())) where members.count < limit {
            guard let colon = end(ofString: part, from: 0), colon < part.count else { continue }
            let name = String(decoding: part[1..<(colon - 1)], as: UTF8.self)
            var value = String(decoding: part[(colon + 1)...], as: UTF8.self)
            if value.hasPrefix("\""), value.hasSuffix("\""), value.utf8.count >= 2 {
                value = unescaped(String(value.dropFirst().dropLast()))
            }
            members.append(Member(name: name, value: value))
        }
        return members
    }

    /// Cut at the commas that are in no string and in no inner value.
    private static func parts(_ bytes: [UInt8]) -> [[UInt8]] {
        var parts: [[UInt8]] = []
        var depth = 0
        var start = 0
        var index = 0
        while index < bytes.count {
            switch bytes[index] {
            case UInt8(ascii: "\""): index = (end(ofString: bytes, from: index) ?? bytes.count) - 1
            case UInt8(ascii: "{"), UInt8(ascii: "["): depth += 1
            case UInt8(ascii: "}"), UInt8(ascii: "]"): depth -= 1
            case UInt8(ascii: ",") where depth == 0:
                parts.append(Array(bytes[start..<index]))
                start = index + 1
            default: break
            }
            index += 1
        }
        if start < bytes.count { parts.append(Array(bytes[start...])) }
        return parts
    }

    /// Just behind the closing quotation mark of the string that begins at `start`.
    private static func end(ofString bytes: [UInt8], from start: Int) -> Int? {
        guard start < bytes.count, bytes[start] == UInt8(ascii: "\"") else { return nil }
        var index = start + 1
        while index < bytes.count {
            if bytes[index] == UInt8(ascii: "\\") { index += 2; continue }
            if bytes[index] == UInt8(ascii: "\"") { return index + 1 }
            index += 1
        }
        return nil
    }

    /// The escapes that a writer of ours uses.
    private static func unescaped(_ text: String) -> String {
        guard text.contains("\\") else { return text }
        var result = ""
        var rest = text[...]
        while let character = rest.popFirst() {
            guard character == "\\", let next = rest.popFirst() else {
                result.append(character)
                continue
            }
            switch next {
            case "n": result.append("\n")
            case "t": result.append("\t")
            case "r": result.append(" ")
            case "u": result += "\\u"
            default: result.append(next)
            }
        }
        return result
    }
}
