internal import StreavControl
internal import StreavDomain
internal import StreavPorts
internal import StreavSQL
internal import StreavStore

/// Looks at everything, one thing after the other. What needs something that is away is not looked at.
struct DoctorExamination {
    let session: CommandSession

    /// How far the database's clock may be from this machine's.
    static let clockTolerance: Duration = .seconds(5)
    /// How long a change may wait to be published.
    static let outboxTolerance: Duration = .seconds(60)
    /// How long a node may say nothing.
    static let silenceTolerance: Duration = .seconds(60)
    /// Names that one finding lists.
    static let nameLimit = 5

    var backends: CommandBackends { session.backends }

    static func settings(_ session: CommandSession) -> [DoctorFinding] {
        let wrong = session.host.settings(session.folder).filter { $0.problem != nil }
        guard !wrong.isEmpty else { return [.ok("settings")] }
        return wrong.map { setting in
            .failed(
                "settings", "\(setting.name) \(setting.problem ?? "")",
                cure: "set \(setting.name) as docs/configuration.md says, for every program that reads it")
        }
    }

    func run() async -> [DoctorFinding] {
        var findings = [await database()]
        let isStore: Bool
        if findings[0].verdict == .ok {
            let schema = await schema()
            findings += [await clock(), schema]
            isStore = schema.verdict == .ok
        } else {
            isStore = false
        }
        let cache = await cache()
        let broker = await broker()
        findings += [cache, broker]
        if isStore {
            findings += await data(isBroker: broker.verdict == .ok && backends.broker != nil)
        } else {
            findings.append(.skipped("data", "the database cannot be used, so nothing in it was looked at"))
        }
        return findings + disks()
    }

    private func data(isBroker: Bool) async -> [DoctorFinding] {
        let secret = await secret()
        var findings = [secret]
        findings.append(
            secret.verdict == .ok
                ? await activity()
                : .skipped("activity-log", "its chain cannot be checked without the right secret key"))
        findings += [await outbox(), await administrators()]
        findings += await secondFactors()
        findings += [await nodes(), await streams()]
        findings.append(
            isBroker
                ? await deadLetters() : .skipped("dead-letters", "there is no broker that could be asked from here"))
        findings.append(await media())
        return findings
    }

    /// What a check finds, or that the check itself failed.
    func check(
        _ name: String, _ body: () async throws -> DoctorFinding
    ) async -> DoctorFinding {
        do {
            return try await body()
        } catch {
            return .failed(name, CommandFailure(wrapping: error).message, cure: "mend that, and run doctor again")
        }
    }

    /// The first few of many.
    static func names(_ names: [String]) -> String {
        let shown = names.prefix(nameLimit).joined(separator: ", ")
        return names.count > nameLimit ? "\(shown) and \(names.count - nameLimit) more" : shown
    }
}
