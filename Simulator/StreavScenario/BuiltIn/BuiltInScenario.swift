/// A scenario that comes with the program.
public struct BuiltInScenario: Sendable, Hashable {
    public let name: String
    /// One line.
    public let headline: String
    /// What it does, what it is to show, and what it takes.
    public let explanation: String
    /// YAML below `name` and `description`.
    let body: String

    init(_ name: String, _ headline: String, explanation: String, body: String) {
        self.name = name
        self.headline = headline
        self.explanation = explanation
        self.body = body
    }

    /// As a file would have it.
    public var text: String {
        let description = "\(headline)\n\n\(explanation)".split(separator: "\n", omittingEmptySubsequences: false)
            .map { $0.isEmpty ? "" : "  \($0)" }.joined(separator: "\n")
        return "name: \(name)\ndescription: |-\n\(description)\n\(body)\n"
    }

    /// From the quickest to the longest.
    public static let all: [BuiltInScenario] = [
        smoke, apiBurst, zapping, vodEvening, kickOff, primeTime, mixed, overload, soak,
    ]

    public static func named(_ name: String) -> BuiltInScenario? { all.first { $0.name == name } }
}
