import StreavScenario
import Testing

/// A text with one mistake, and how it must be named.
struct Misstep: Sendable, CustomTestStringConvertible {
    let text: String
    let kind: ScenarioError.Kind
    let path: String
    let line: Int
    let column: Int
    /// Must be part of the message.
    let says: String

    /// The mistake is in these lines, which begin on line 4.
    init(
        _ lines: String, _ kind: ScenarioError.Kind, _ path: String, at line: Int, _ column: Int, says: String
    ) {
        self.init(whole: Sample.head + lines, kind, path, at: line, column, says: says)
    }

    init(
        whole text: String, _ kind: ScenarioError.Kind, _ path: String, at line: Int, _ column: Int, says: String
    ) {
        self.text = text
        self.kind = kind
        self.path = path
        self.line = line
        self.column = column
        self.says = says
    }

    /// The mistake is in a field of the only cohort, on line 4.
    static func cohort(
        _ fields: String, kind cohortKind: String = "hls", load: Bool = true, _ kind: ScenarioError.Kind,
        _ path: String, at column: Int, says: String
    ) -> Misstep {
        let text = Sample.cohortText(fields, kind: cohortKind, load: load)
        return Misstep(whole: text, kind, path.isEmpty ? "cohorts[0]" : "cohorts[0].\(path)", at: 4, column, says: says)
    }

    var testDescription: String { "\(path): \(says)" }
}
