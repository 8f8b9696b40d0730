/// The way to a value in a scenario: `cohorts.tv.population`, `cohorts[0].abr`,
/// `thresholds["qoe.startup_ms{cohort=tv}"]`.
struct SettingPath: Sendable, Hashable {
    enum Step: Sendable, Hashable {
        /// A key of a table; in a list, the item of that name.
        case key(String)
        case index(Int)
    }

    var steps: [Step]

    /// Deeper than any scenario.
    static let longest = ScenarioLimits.nesting

    /// Nil unless it is well-formed.
    init?(_ text: some StringProtocol) {
        var rest = Substring(text)
        steps = []
        while !rest.isEmpty {
            guard steps.count < Self.longest, let step = Self.take(from: &rest, isFirst: steps.isEmpty) else {
                return nil
            }
            steps.append(step)
        }
        guard !steps.isEmpty else { return nil }
    }

    private static func take(from rest: inout Substring, isFirst: Bool) -> Step? {
        if rest.first == "[" {
            rest.removeFirst()
            return rest.first == "\"" ? takeQuoted(from: &rest) : takeIndex(from: &rest)
        }
        if !isFirst {
            guard rest.first == "." else { return nil }
            rest.removeFirst()
        }
        let name = rest.prefix { isPlain($0) }
        guard !name.isEmpty else { return nil }
        rest = rest[name.endIndex...]
        return .key(String(name))
    }

    private static func takeQuoted(from rest: inout Substring) -> Step? {
        rest.removeFirst()
        guard let end = rest.firstRange(of: "\"]"), end.lowerBound > rest.startIndex else { return nil }
        let key = String(rest[..<end.lowerBound])
        rest = rest[end.upperBound...]
        return .key(key)
    }

    private static func takeIndex(from rest: inout Substring) -> Step? {
        guard let end = rest.firstIndex(of: "]"), let index = ScalarText.integer(rest[..<end]), index >= 0 else {
            return nil
        }
        rest = rest[rest.index(after: end)...]
        return .index(index)
    }

    private static func isPlain(_ character: Character) -> Bool {
        character.isASCII && (character.isLetter || character.isNumber) || character == "_" || character == "-"
    }

    /// The path of what a table holds under a key.
    static func child(_ key: String, of path: String) -> String {
        guard !key.isEmpty, key.count <= Printable.longest, key.allSatisfy(isPlain) else {
            return "\(path)[\"\(Printable.text(key))\"]"
        }
        return path.isEmpty ? key : "\(path).\(key)"
    }
}
