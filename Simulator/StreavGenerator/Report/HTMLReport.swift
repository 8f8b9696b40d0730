import StreavLoad
import StreavScenario

/// The run as a page that a person reads: `report.html`, one file without anything from elsewhere.
enum HTMLReport {
    static func text(_ outcome: LoadOutcome) -> String {
        let verdict = outcome.verdict
        let tone = verdict.code == .held ? "good" : verdict.code == .generatorSaturated ? "warn" : "bad"
        return """
            <!doctype html>
            <html lang="en">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <meta name="color-scheme" content="light dark">
            <title>\(escaped(outcome.scenario.name)): \(escaped(verdict.code.sentence))</title>
            <style>\(style)</style>
            </head>
            <body>
            <header class="\(tone)">
            <p class="name">\(escaped(outcome.scenario.name))</p>
            <h1>\(escaped(verdict.code.sentence))</h1>
            <p class="facts">\(facts(outcome))</p>
            \(findings(verdict))
            </header>
            <main>
            \(description(outcome))
            \(tiles(outcome))
            \(thresholds(outcome))
            \(charts(outcome))
            \(cohorts(outcome))
            \(requests(outcome))
            \(worst(outcome))
            \(resolved(outcome))
            </main>
            <footer>Repeat it with <code>\(escaped(outcome.command))</code></footer>
            </body>
            </html>

            """
    }

    private static func escaped(_ text: String) -> String { JUnitReport.escaped(text) }

    private static func facts(_ outcome: LoadOutcome) -> String {
        let seconds = PlainText.fixed(outcome.elapsed.milliseconds / 1000, 0)
        return "\(seconds) s · seed \(outcome.seed) · exit code \(outcome.verdict.code.rawValue)"
    }

    private static func findings(_ verdict: ExitVerdict) -> String {
        guard !verdict.findings.isEmpty else { return "" }
        let shown = verdict.findings.prefix(12).map { "<li>\(escaped($0.detail))</li>" }.joined(separator: "\n")
        let more = verdict.findings.count > 12 ? "<li>… and \(verdict.findings.count - 12) more</li>" : ""
        return "<ul>\(shown)\(more)</ul>"
    }

    private static func description(_ outcome: LoadOutcome) -> String {
        outcome.scenario.description.isEmpty ? "" : "<p class=\"lead\">\(escaped(outcome.scenario.description))</p>"
    }

    private static func tiles(_ outcome: LoadOutcome) -> String {
        func value(_ metric: Metric, _ statistic: String) -> Double? {
            Statistic(statistic).flatMap { outcome.reading.value(of: metric, tags: [:], statistic: $0) }
        }
        let peak = outcome.timeline.map(\.present).max() ?? 0
        let bytes = outcome.timeline.map(\.bytes).max() ?? 0
        let tiles: [(String, String)] = [
            ("viewers at most", String(peak)),
            ("bandwidth at most", PlainText.bitRate(Double(bytes) * 8)),
            ("start-up, p95", value(.startup, "p95").map(PlainText.milliseconds) ?? "–"),
            ("rebuffering", value(.rebufferRatio, "pooled").map(PlainText.percent) ?? "–"),
            ("deadline slack, p1", value(.slack, "p1").map(PlainText.milliseconds) ?? "–"),
            ("live latency, p50", value(.latency, "p50").map(PlainText.milliseconds) ?? "–"),
            ("violations", String(outcome.violationCount)),
            ("generator, of a core", PlainText.percent(outcome.generator.peak)),
        ]
        let cells = tiles.map { "<div class=\"tile\"><b>\(escaped($0.1))</b><span>\(escaped($0.0))</span></div>" }
        return "<section class=\"tiles\">\(cells.joined())</section>"
    }

    private static func thresholds(_ outcome: LoadOutcome) -> String {
        guard !outcome.results.isEmpty else { return "" }
        let rows = outcome.results.map { result in
            let value = result.value.map(PlainText.number) ?? "no sample"
            let state = result.holds ? "<td class=\"good\">held</td>" : "<td class=\"bad\">failed</td>"
            return
                "<tr><td><code>\(escaped("\(result.threshold)"))</code></td><td class=\"n\">\(value)</td>\(state)</tr>"
        }
        return table("What had to hold", ["threshold", "measured", ""], rows)
    }

    private static func charts(_ outcome: LoadOutcome) -> String {
        let line = outcome.timeline
        let viewers = LineChart(
            title: "Viewers",
            series: [
                .init(name: "present", colour: "var(--one)", values: line.map { Double($0.present) }, isFilled: true),
                .init(name: "playing", colour: "var(--two)", values: line.map { Double($0.playing) }),
                .init(name: "stalled", colour: "var(--three)", values: line.map { Double($0.stalled) }),
            ], label: { PlainText.fixed($0, 0) })
        let bandwidth = LineChart(
            title: "Bandwidth",
            series: [
                .init(name: "", colour: "var(--one)", values: line.map { Double($0.bytes) * 8 }, isFilled: true)
            ], label: PlainText.bitRate)
        let requests = LineChart(
            title: "Requests a second",
            series: [
                .init(name: "requests", colour: "var(--one)", values: line.map { Double($0.requests) }),
                .init(name: "errors", colour: "var(--three)", values: line.map { Double($0.errors) }),
            ], label: { PlainText.fixed($0, 0) })
        let generator = LineChart(
            title: "The generator's busiest thread, of a core",
            series: [.init(name: "", colour: "var(--two)", values: line.map(\.generator.busiest), isFilled: true)],
            label: PlainText.percent)
        return "<section>\([viewers, bandwidth, requests, generator].map(\.svg).joined(separator: "\n"))</section>"
    }

    private static func cohorts(_ outcome: LoadOutcome) -> String {
        let rows = CohortRow.all(outcome).map { row in
            "<tr>" + row.cells.enumerated().map { "<td\($0 > 0 ? " class=\"n\"" : "")>\(escaped($1))</td>" }.joined()
                + "</tr>"
        }
        return table("Who watched", CohortRow.heads, rows)
    }

    private static func requests(_ outcome: LoadOutcome) -> String {
        var all: [RequestKind: RequestCounts] = [:]
        for cohort in outcome.measure.cohorts {
            for (kind, counts) in cohort.requests { all[kind, default: RequestCounts()].merge(counts) }
        }
        let rows = RequestKind.allCases.compactMap { kind -> String? in
            guard let counts = all[kind], counts.started > 0 else { return nil }
            let answers = counts.answers.sorted { $0.key < $1.key }.map { "\($0.key): \($0.value)" }
            let failures = counts.failures.sorted { $0.key < $1.key }.map { "\($0.key): \($0.value)" }
            func time(_ percent: Double) -> String {
                counts.latency.percentile(percent).map(PlainText.milliseconds) ?? "–"
            }
            return "<tr><td>\(kind.rawValue)</td><td class=\"n\">\(counts.started)</td>"
                + "<td>\(escaped((answers + failures).joined(separator: ", ")))</td>"
                + "<td class=\"n\">\(time(50))</td><td class=\"n\">\(time(95))</td>"
                + "<td class=\"n\">\(time(99))</td></tr>"
        }
        return table("What was asked", ["request", "count", "answers", "p50", "p95", "p99"], rows)
    }

    private static func worst(_ outcome: LoadOutcome) -> String {
        guard outcome.violationCount > 0 else { return "" }
        let rows = outcome.violations.prefix(20).map { violation in
            "<tr><td>\(violation.invariant)</td><td class=\"n\">\(PlainText.fixed(violation.time, 2)) s</td>"
                + "<td>\(escaped(violation.witness))</td><td>\(escaped(violation.detail))</td></tr>"
        }
        return table("What must never happen, and did", ["invariant", "when", "viewer", "what"], rows)
    }

    private static func resolved(_ outcome: LoadOutcome) -> String {
        let text = escaped(outcome.scenario.resolvedText)
        return "<details><summary>The scenario as it was run</summary><pre>\(text)</pre></details>"
    }

    private static func table(_ title: String, _ heads: [String], _ rows: [String]) -> String {
        let head = heads.map { "<th scope=\"col\">\(escaped($0))</th>" }.joined()
        return """
            <section><h2>\(escaped(title))</h2><div class="scroll"><table><thead><tr>\(head)</tr></thead>
            <tbody>\(rows.joined(separator: "\n"))</tbody></table></div></section>
            """
    }

    private static let style = """
        :root{--ink:#1b2230;--dim:#5b6474;--line:#dfe3ea;--paper:#f5f6f9;--card:#fff;--good:#1c7c4a;--bad:#b3261e;\
        --warn:#8a5a00;--one:#4338ca;--two:#0d9488;--three:#dc2626}
        @media(prefers-color-scheme:dark){:root{--ink:#e8ebf2;--dim:#9aa4b5;--line:#2b3240;--paper:#12151c;\
        --card:#1a1f29;--good:#5fd39b;--bad:#ff8a80;--warn:#f2c063;--one:#8b87ff;--two:#4fd1c5;--three:#ff7b72}}
        *{box-sizing:border-box}body{margin:0;background:var(--paper);color:var(--ink);\
        font:15px/1.5 system-ui,-apple-system,"Segoe UI",sans-serif;font-variant-numeric:tabular-nums}
        header,main,footer{max-width:1080px;margin:0 auto;padding:1.2rem 1.4rem}
        header{border-bottom:3px solid var(--line)}header.good{border-color:var(--good)}\
        header.bad{border-color:var(--bad)}header.warn{border-color:var(--warn)}
        .name{margin:0;color:var(--dim);font-weight:600;letter-spacing:.02em}h1{margin:.1rem 0 .3rem;font-size:1.7rem}
        .good h1,td.good{color:var(--good)}.bad h1,td.bad{color:var(--bad)}.warn h1{color:var(--warn)}
        .facts{margin:0;color:var(--dim)}header ul{margin:.8rem 0 0;padding-left:1.2rem}
        .lead{max-width:46rem;color:var(--dim)}h2{font-size:1.05rem;margin:1.8rem 0 .6rem}
        .tiles{display:grid;grid-template-columns:repeat(auto-fit,minmax(210px,1fr));gap:.7rem;margin:1rem 0}
        .tile{background:var(--card);border:1px solid var(--line);border-radius:10px;padding:.7rem .9rem}
        .tile b{display:block;font-size:1.25rem}.tile span{color:var(--dim);font-size:.85rem}
        figure{margin:1.2rem 0;background:var(--card);border:1px solid var(--line);border-radius:10px;\
        padding:.8rem 1rem}
        figcaption{font-weight:600;margin-bottom:.4rem}.key{font-weight:400;color:var(--dim);margin-left:1rem}
        .key i{display:inline-block;width:.8rem;height:.2rem;vertical-align:middle;margin-right:.4rem}
        svg{width:100%;height:auto;display:block}.grid{stroke:var(--line)}.axis{fill:var(--dim);font-size:11px}
        .scroll{overflow-x:auto;background:var(--card);border:1px solid var(--line);border-radius:10px}
        table{border-collapse:collapse;width:100%}th,td{text-align:left;padding:.5rem .9rem;\
        border-bottom:1px solid var(--line)}
        tr:last-child td{border-bottom:0}th{color:var(--dim);font-weight:600;font-size:.85rem}.n{white-space:nowrap}
        code,pre{font:13px/1.45 ui-monospace,SFMono-Regular,Menlo,monospace}pre{overflow-x:auto;background:var(--card);\
        border:1px solid var(--line);border-radius:10px;padding:1rem}summary{cursor:pointer;margin-top:1.8rem}
        footer{color:var(--dim);padding-bottom:3rem}
        """
}
