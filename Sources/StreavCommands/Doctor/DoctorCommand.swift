internal import ArgumentParser

struct DoctorCommand: Verb {
    static let configuration = CommandConfiguration(
        commandName: "doctor", abstract: "What is wrong, and what to do.",
        discussion: """
            It looks at the settings, the services, the data and the nodes, and changes nothing. The exit code is 0 \
            where all is well and 1 where something is wrong.

            Examples:
              streav-cli doctor
              streav-cli doctor --output json | jq '.items[] | select(.verdict != "ok")'
            """)

    static var opening: VerbOpening { .nothing }

    @OptionGroup var global: GlobalOptions

    func run(_ session: CommandSession) async throws -> CommandAnswer {
        var findings = DoctorExamination.settings(session)
        do {
            let backends = try await session.host.open(CommandOpening(folder: session.folder))
            let opened = CommandSession(host: session.host, folder: session.folder, opened: backends)
            findings += await DoctorExamination(session: opened).run()
            await backends.close()
        } catch {
            let failure = CommandFailure(wrapping: error)
            findings.append(.failed("settings", failure.message, cure: "correct that; streav-cli config shows all"))
        }
        let listed = CommandAnswer.list(findings.map(\.fields))
        let isWell = findings.allSatisfy(\.isWell)
        return CommandAnswer(json: listed.json, text: Self.text(findings), code: isWell ? 0 : 1)
    }

    /// Sentences do not fit in columns.
    private static func text(_ findings: [DoctorFinding]) -> String {
        let marks: [DoctorFinding.Verdict: String] = [
            .ok: "ok      ", .warning: "warning ", .failed: "FAILED  ", .skipped: "skipped ",
        ]
        var text = ""
        for finding in findings {
            let cause = finding.cause.map { ": " + OutputValue.text($0).cell } ?? ""
            text += "\(marks[finding.verdict] ?? "")\(finding.check)\(cause)\n"
            if let cure = finding.cure { text += "        → \(OutputValue.text(cure).cell)\n" }
        }
        return text
    }
}
