public import FoundationEssentials
import StreavLoad
import StreavScenario

extension LoadOutcome {
    /// The files of a report, by name.
    public func reports() throws -> [(name: String, content: Data)] {
        [
            ("report.json", try ReportDocument(self).encoded()),
            ("junit.xml", Data(JUnitReport.text(self).utf8)),
            ("summary.md", Data(SummaryReport.text(self).utf8)),
            ("report.html", Data(HTMLReport.text(self).utf8)),
            ("events.ndjson", try events()),
        ]
    }

    /// Every second, and every violation that was kept, a line each.
    private func events() throws -> Data {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        var lines = Data()
        for point in ReportDocument(self).timeline {
            lines += try encoder.encode(point) + [0x0A]
        }
        for violation in violations { lines += try encoder.encode(violation) + [0x0A] }
        return lines
    }

    /// The run in a few lines for a terminal.
    public var table: String {
        let verdict = verdict
        var rows = [CohortRow.heads] + CohortRow.all(self).map(\.cells)
        let widths = rows[0].indices.map { column in rows.map { $0[column].count }.max() ?? 0 }
        rows = rows.map { row in
            row.enumerated().map { $1 + String(repeating: " ", count: widths[$0] - $1.count) }
        }
        var text = "\n" + rows.map { "  " + $0.joined(separator: "   ") + "\n" }.joined() + "\n"
        for result in results {
            let value = result.value.map(PlainText.number) ?? "no sample"
            text += "  \(result.holds ? "held  " : "FAILED")  \(result.threshold)   \(value)\n"
        }
        text += "\n\(verdict.code.sentence)\n"
        for finding in verdict.findings.prefix(10) { text += "  \(finding.detail)\n" }
        if verdict.code != .held { text += "Repeat it with: \(command)\n" }
        return text
    }
}

extension LoadProgress {
    /// In one line.
    public var line: String {
        var parts = [
            "\(present) viewers", "\(playing) playing", "\(stalled) stalled", PlainText.bitRate(Double(bytes) * 8),
            "\(requests) req/s",
        ]
        if errors > 0 { parts.append("\(errors) errors") }
        if let startup { parts.append("start-up p95 \(PlainText.milliseconds(startup))") }
        if let rebufferRatio { parts.append("rebuffering \(PlainText.percent(rebufferRatio))") }
        if violations > 0 { parts.append("\(violations) VIOLATIONS") }
        parts.append("generator \(PlainText.percent(generator.busiest))")
        return parts.joined(separator: "  ")
    }
}
