import StreavLoad
import StreavScenario

/// The run on one page of Markdown, for the page of a CI job: `summary.md`.
enum SummaryReport {
    static func text(_ outcome: LoadOutcome) -> String {
        let verdict = outcome.verdict
        let mark = verdict.code == .held ? "✅" : verdict.code == .generatorSaturated ? "⚠️" : "❌"
        var text = "## \(mark) \(outcome.scenario.name): \(verdict.code.sentence)\n\n"
        text += "\(PlainText.fixed(outcome.elapsed.milliseconds / 1000, 0)) s, seed \(outcome.seed), "
        text += "exit code \(verdict.code.rawValue).\n\n"
        if !verdict.findings.isEmpty {
            text += verdict.findings.prefix(10).map { "- \($0.detail)\n" }.joined()
            if verdict.findings.count > 10 { text += "- … and \(verdict.findings.count - 10) more\n" }
            text += "\n"
        }
        if !outcome.results.isEmpty {
            text += "| threshold | measured | |\n|---|---|---|\n"
            for result in outcome.results {
                let value = result.value.map(PlainText.number) ?? "no sample"
                text += "| `\(result.threshold)` | \(value) | \(result.holds ? "held" : "**failed**") |\n"
            }
            text += "\n"
        }
        text +=
            "| cohort | sessions | start-up p50 / p95 | rebuffering | slack p1 | media |\n|---|---|---|---|---|---|\n"
        for row in CohortRow.all(outcome) { text += "| \(row.cells.joined(separator: " | ")) |\n" }
        if verdict.code != .held { text += "\nRepeat it with `\(outcome.command)`.\n" }
        return text
    }
}
