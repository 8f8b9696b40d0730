public import Logging
internal import StreavDomain
internal import StreavPorts
internal import StreavSQL
internal import StreavStore
internal import Synchronization

/// Brings what happens at the doors of the API into the activity log.
///
/// A request only notes what happened; one transaction every ``interval`` writes it all. So nobody waits for it, and a
/// flood of guesses costs a bounded number of entries: beyond ``AuthenticationTally/refusals`` different ones they are
/// counted in one entry. While the database is away they are kept and counted, within the same bounds; a process that
/// is killed loses those of the last interval.
public final class AuthenticationJournal: Sendable {
    public static let interval: Duration = .seconds(2)

    private let control: ControlPlane
    private let logger: Logger
    private let tally = Mutex(AuthenticationTally())

    public init(control: ControlPlane, logger: Logger) {
        self.control = control
        self.logger = logger
    }

    public func note(_ event: AuthenticationEvent) {
        let now = control.clock.wallNow
        tally.withLock { $0.note(event, at: now) }
    }

    /// Writes what was noted at intervals, until the task is cancelled. ``flush()`` writes what came last.
    public func run() async {
        while !Task.isCancelled {
            try? await control.clock.sleep(for: Self.interval)
            if !Task.isCancelled { await flush() }
        }
    }

    /// Writes what was noted by now.
    public func flush() async {
        let taken = tally.withLock { tally in
            defer { tally = AuthenticationTally() }
            return tally
        }
        guard !taken.isEmpty else { return }
        do {
            try await control.database.write { [keys = control.keys] connection in
                for noted in taken.noted {
                    let (activity, now) = (try Self.activity(noted, connection), noted.first)
                    try connection.activity.append(activity, now: now, hash: keys.activityHash)
                }
                guard taken.further > 0, let since = taken.furtherSince else { return }
                try connection.activity.append(
                    Activity(
                        actor: .system("API"), action: AuthenticationEvent.Action.requestRefused.rawValue,
                        resource: Self.resource,
                        after: try JSON.text(Account(count: taken.further, reason: "further"))),
                    now: since, hash: keys.activityHash)
            }
        } catch {
            tally.withLock { $0.restore(taken) }
            logger.warning("authentications were not written to the activity log", metadata: ["error": "\(error)"])
        }
    }

    private static let resource = "oauth-application"

    private struct Account: Encodable {
        let count: Int
        let reason: String?
    }

    /// What a stranger calls itself is not kept: it may be a secret in the wrong field.
    private static func activity(
        _ noted: AuthenticationTally.Noted, _ connection: any DatabaseConnection
    ) throws -> Activity {
        let event = noted.event
        let application = try event.clientID.flatMap { try connection.oauthApplications.find(clientID: $0) }
        return Activity(
            actor: Actor(
                kind: .application, id: application?.id.rawValue, name: application?.clientID ?? "unknown",
                address: event.address),
            action: event.action.rawValue, resource: resource, resourceID: application.map { "\($0.id)" },
            resourceName: application?.details.name,
            after: try JSON.text(Account(count: noted.count, reason: event.reason)))
    }
}
