import Foundation

/// A form of a page as it stands there: what a browser without scripts would send of it.
struct PageForm {
    /// In the order of the page; a name may stand there more than once.
    private(set) var fields: [(name: String, value: String)] = []
    /// Boxes that are not ticked and buttons that are not pressed, which may be.
    private var others: [(name: String, value: String)] = []

    /// - Parameter markup: What stands between the tags of the form.
    init(_ markup: Substring) {
        for match in markup.matches(of: /<(input|select|textarea|button)([^>]*)>/) {
            let attributes = String(match.2)
            guard let name = Self.attribute("name", of: attributes) else { continue }
            let value = Self.attribute("value", of: attributes) ?? ""
            switch match.1 {
            case "select":
                let rest = markup[match.range.upperBound...]
                fields.append(
                    (name, Self.chosen(rest[..<(rest.firstRange(of: "</select>")?.lowerBound ?? rest.endIndex)])))
            case "textarea":
                let rest = markup[match.range.upperBound...]
                let text = rest[..<(rest.firstRange(of: "</textarea>")?.lowerBound ?? rest.endIndex)]
                fields.append((name, Self.plain(String(text))))
            case "button": others.append((name, value))
            default:
                switch Self.attribute("type", of: attributes) {
                case "checkbox", "radio":
                    let box = (name, value.isEmpty ? "on" : value)
                    if attributes.contains(" checked") { fields.append(box) } else { others.append(box) }
                case "file": break
                default: fields.append((name, value))
                }
            }
        }
    }

    /// Types a value into the first field of a name, ticks a box, or presses a button.
    mutating func type(_ name: String, _ value: String) throws {
        if others.contains(where: { $0 == (name, value) }) {
            fields.append((name, value))
        } else if let index = fields.firstIndex(where: { $0.name == name }) {
            fields[index].value = value
        } else if others.contains(where: { $0.name == name }) {
            // One of several that are not chosen yet.
            fields.append((name, value))
        } else {
            throw HarnessError("no field \(name)")
        }
    }

    private static func chosen(_ options: Substring) -> String {
        let all = options.matches(of: /<option([^>]*)>/).map { String($0.1) }
        let chosen = all.first { $0.contains(" selected") } ?? all.first
        return chosen.flatMap { attribute("value", of: $0) } ?? ""
    }

    private static func attribute(_ name: String, of attributes: String) -> String? {
        guard let start = attributes.firstRange(of: " \(name)=\"") else { return nil }
        let rest = attributes[start.upperBound...]
        return plain(String(rest.prefix { $0 != "\"" }))
    }

    static func plain(_ text: String) -> String {
        text.replacing("&lt;", with: "<").replacing("&gt;", with: ">").replacing("&quot;", with: "\"")
            .replacing("&#39;", with: "'").replacing("&#x27;", with: "'").replacing("&amp;", with: "&")
    }
}
