import StreavScenario
import Testing

@Suite("Exit codes")
struct ExitVerdictTests {
    @Test("codes are those that the shell was promised")
    func codes() {
        #expect(ExitCode.allCases.map(\.rawValue) == [0, 2, 10, 11, 12, 13, 14, 15, 130])
    }

    @Test("a run without findings held")
    func held() {
        #expect(ExitVerdict(findings: []).code == .held)
    }

    @Test("every kind of finding alone has its code", arguments: Finding.Kind.allCases)
    func alone(_ kind: Finding.Kind) {
        let expected: [Finding.Kind: Int32] = [
            .usage: 2, .thresholdFailed: 10, .sometimesMissed: 10, .invariantViolated: 11, .notConverged: 12,
            .traceDiffers: 13, .generatorSaturated: 14, .platformFailed: 15, .interrupted: 130,
        ]
        #expect(ExitVerdict(findings: [Finding(kind, "")]).code.rawValue == expected[kind])
    }

    @Test("of any set of findings the gravest decides: 15, 11, 13, 12, 14, 10")
    func precedence() {
        let ranked: [Finding.Kind] = [
            .platformFailed, .invariantViolated, .traceDiffers, .notConverged, .generatorSaturated, .thresholdFailed,
        ]
        for mask in 1..<(1 << ranked.count) {
            let present = ranked.indices.filter { mask >> $0 & 1 == 1 }
            let findings = present.map { Finding(ranked[$0], "") }
            let code = findings[0].code
            #expect(ExitVerdict(findings: findings).code == code)
            #expect(ExitVerdict(findings: findings.reversed()).code == code)
        }
    }

    @Test("an interruption hides what only a whole run can show, and nothing else")
    func interruption() {
        for kind in Finding.Kind.allCases {
            let verdict = ExitVerdict(findings: [Finding(.interrupted, ""), Finding(kind, "")])
            let outranks = [.usage, .platformFailed, .invariantViolated, .traceDiffers].contains(kind)
            #expect(verdict.code == (outranks ? Finding(kind, "").code : .interrupted))
        }
    }

    @Test("findings are listed gravest first, and otherwise as they were found")
    func order() {
        let verdict = ExitVerdict(findings: [
            Finding(.thresholdFailed, "a"), Finding(.invariantViolated, "b"), Finding(.sometimesMissed, "c"),
            Finding(.invariantViolated, "d"),
        ])
        #expect(verdict.findings.map(\.detail) == ["b", "d", "a", "c"])
    }

    @Test("every code has a place in the order, and a sentence of its own")
    func complete() {
        #expect(Set(ExitVerdict.precedence) == Set(ExitCode.allCases))
        #expect(ExitVerdict.precedence.count == ExitCode.allCases.count)
        #expect(Set(ExitCode.allCases.map(\.sentence)).count == ExitCode.allCases.count)
    }
}
