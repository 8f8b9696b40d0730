import StreavScenario

/// A test case for each threshold, each invariant and each event that had to happen: `junit.xml`, as CI systems read
/// it.
enum JUnitReport {
    /// Those that are watched in every run.
    static let invariants = [
        "INV-SEQ", "INV-CONTENT", "INV-NOFALSE", "INV-CONN", "INV-EXP", "INV-ACK", "INV-EVT", "INV-RES",
    ]

    static func text(_ outcome: LoadOutcome) -> String {
        var cases: [(name: String, group: String, failure: String?)] = []
        for result in outcome.results {
            let value = result.value.map(PlainText.number) ?? "no sample"
            cases.append(("\(result.threshold)", "threshold", result.holds ? nil : "It was \(value)."))
        }
        for invariant in invariants {
            let found = outcome.violations.filter { $0.invariant == invariant }
            let failure = found.first.map { first in
                "\(found.count) times; the first at \(first.time) s, seen by \(first.witness): "
                    + first.detail
            }
            cases.append((invariant, "invariant", failure))
        }
        for event in outcome.scenario.expectations {
            let happened = outcome.sightings[event.name, default: 0] > 0
            cases.append((event.name, "sometimes", happened ? nil : "It never happened."))
        }
        if !outcome.scenario.faults.isEmpty {
            let missing = outcome.unconverged
            cases.append(("INV-CONV", "convergence", missing.isEmpty ? nil : missing.joined(separator: "; ")))
        }
        let saturation = outcome.saturation
        cases.append(
            ("the generator keeps up", "generator", saturation.isEmpty ? nil : saturation.joined(separator: "; ")))
        let failures = cases.count { $0.failure != nil }
        let seconds = PlainText.fixed(outcome.elapsed.milliseconds / 1000, 3)
        var text = """
            <?xml version="1.0" encoding="UTF-8"?>
            <testsuites name="streav-sim load" tests="\(cases.count)" failures="\(failures)" time="\(seconds)">
            <testsuite name="\(escaped(outcome.scenario.name))" tests="\(cases.count)" failures="\(failures)" \
            time="\(seconds)">
            <properties><property name="seed" value="\(outcome.seed)"/></properties>

            """
        for test in cases {
            text += "<testcase classname=\"\(test.group)\" name=\"\(escaped(test.name))\""
            guard let failure = test.failure else {
                text += "/>\n"
                continue
            }
            text += "><failure message=\"\(escaped(failure))\">\(escaped(failure))\nRepeat it with: "
            text += "\(escaped(outcome.command))</failure></testcase>\n"
        }
        return text + "</testsuite>\n</testsuites>\n"
    }

    static func escaped(_ text: String) -> String {
        var result = ""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "&": result += "&amp;"
            case "<": result += "&lt;"
            case ">": result += "&gt;"
            case "\"": result += "&quot;"
            case "\n", "\t": result.unicodeScalars.append(scalar)
            // XML 1.0 has no other control characters.
            case "\u{0}"..."\u{1F}", "\u{7F}": result += "?"
            default: result.unicodeScalars.append(scalar)
            }
        }
        return result
    }
}
