import StreavDomain

@testable import StreavAPI

/// Holds a value against a schema of the reference: as much of JSON Schema as the reference uses. Members that no
/// schema knows are a fault too, since they would not be in the reference.
struct SchemaCheck {
    let document: JSON

    /// What is wrong, by path; empty when nothing is.
    func faults(_ value: JSON, _ schema: JSON, at path: String = "$") -> [String] {
        if case .string(let reference) = schema["$ref"] {
            let name = reference.split(separator: "/").last.map(String.init) ?? ""
            guard let target = document["components"]?["schemas"]?[name] else { return ["\(path): no \(reference)"] }
            return faults(value, target, at: path)
        }
        let types: [JSON] =
            switch schema["type"] {
            case .array(let types): types
            case .some(let type): [type]
            case nil: []
            }
        guard types.contains(where: { Self.matches(value, $0) }) else { return ["\(path): \(value.kind)"] }
        switch value {
        case .object(let members): return object(members, schema, path)
        case .array(let values):
            guard let items = schema["items"] else { return ["\(path): no items"] }
            if schema["uniqueItems"] == .boolean(true),
                values.indices.contains(where: { values[..<$0].contains(values[$0]) })
            {
                return ["\(path): an entry is there twice"]
            }
            return values.enumerated().flatMap { faults($1, items, at: "\(path)[\($0)]") }
        case .integer(let number): return range(Double(number), schema, path)
        case .number(let number): return range(number, schema, path)
        case .string(let text): return string(text, schema, path)
        default: return []
        }
    }

    private func object(_ members: [JSON.Member], _ schema: JSON, _ path: String) -> [String] {
        guard case .object(let properties) = schema["properties"] else {
            if let values = schema["additionalProperties"] {
                return members.flatMap { faults($0.value, values, at: "\(path).\($0.name)") }
            }
            return []
        }
        var found: [String] = []
        for member in members {
            if let property = properties.first(where: { $0.name == member.name }) {
                found += faults(member.value, property.value, at: "\(path).\(member.name)")
            } else {
                found.append("\(path).\(member.name): not in the reference")
            }
        }
        if case .array(let required) = schema["required"] {
            for case .string(let name) in required where !members.contains(where: { $0.name == name }) {
                found.append("\(path).\(name): missing")
            }
        }
        return found
    }

    private func range(_ number: Double, _ schema: JSON, _ path: String) -> [String] {
        let minimum = schema.real("minimum") ?? -.infinity
        let maximum = schema.real("maximum") ?? .infinity
        return minimum <= number && number <= maximum ? [] : ["\(path): \(number)"]
    }

    private func string(_ text: String, _ schema: JSON, _ path: String) -> [String] {
        if case .array(let choices) = schema["enum"], !choices.contains(.string(text)) { return ["\(path): \(text)"] }
        if let limit = schema.whole("maxLength"), text.unicodeScalars.count > limit { return ["\(path): too long"] }
        if let pattern = schema.text("pattern") {
            guard let expression = try? Regex(pattern) else { return ["\(path): \(pattern) is no expression"] }
            if text.firstMatch(of: expression.matchingSemantics(.unicodeScalar)) == nil { return ["\(path): \(text)"] }
        }
        switch schema.text("format") {
        case "date-time":
            guard let moment = DateTimeText.read(text), DateTimeText.write(moment) == text else {
                return ["\(path): \(text)"]
            }
        case "date": if text.utf8.count != 10 || DateTimeText.read(text) == nil { return ["\(path): \(text)"] }
        default: break
        }
        return []
    }

    private static func matches(_ value: JSON, _ type: JSON) -> Bool {
        switch (value, type) {
        case (.null, .string("null")), (.boolean, .string("boolean")), (.integer, .string("integer")),
            (.integer, .string("number")), (.number, .string("number")), (.string, .string("string")),
            (.array, .string("array")), (.object, .string("object")):
            true
        default: false
        }
    }
}
