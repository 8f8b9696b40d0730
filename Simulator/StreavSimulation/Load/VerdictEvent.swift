import StreavGenerator
import StreavScenario

/// The last line of standard output: what came of a run.
struct VerdictEvent: Encodable, Sendable {
    var event = "verdict"
    var scenario: String
    var seed: UInt64
    var exitCode: Int32
    var verdict: String
    /// What failed, the gravest first.
    var findings: [String]
    var command: String
    /// The folder with the reports.
    var report: String?

    init(_ outcome: LoadOutcome, report: String?) {
        let verdict = outcome.verdict
        scenario = outcome.scenario.name
        seed = outcome.seed
        exitCode = verdict.code.rawValue
        self.verdict = verdict.code.sentence
        findings = verdict.findings.prefix(50).map(\.detail)
        command = outcome.command
        self.report = report
    }
}
