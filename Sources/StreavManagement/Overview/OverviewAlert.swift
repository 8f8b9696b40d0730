import StreavDomain
import StreavSQL
import StreavStore
import StreavWeb

/// Something on the overview that somebody should see to. Only what is known for certain: what cannot be known is not
/// guessed at. A resource adds its own line to ``all``.
struct OverviewAlert: Sendable {
    /// Without it nothing is looked for.
    let permission: Permission
    /// The banners, each with what to do.
    let find: @Sendable (_ connection: any DatabaseConnection, _ call: PageCall) throws -> [HTML]

    /// Of one kind.
    static let limit = 5
    /// An event that waits longer than this waits for something.
    private static let outboxPatience: Duration = .seconds(30)

    static let all: [OverviewAlert] = [
        .servers,
        .liveStreams,
        .outbox,
        .secondFactors,
    ]

    private static let servers = OverviewAlert(permission: Permission(.view, .overview)) { connection, call in
        let servers = try connection.servers.all()
        var alerts: [HTML] = servers.filter { $0.health.isLost && $0.details.status != .disabled }.prefix(limit).map {
            Banner.warning(
                "\(call.t("overview.alert-lost", ["name": $0.details.name]))",
                call.may(.view, .servers) ? Button.link(call.t("overview.alert-look"), "/servers/\($0.id)") : nil)
        }
        if !servers.isEmpty, !servers.contains(where: { $0.standing == .taking }) {
            alerts.append(
                Banner.warning(
                    "\(call.t("overview.alert-none-active"))",
                    call.may(.view, .servers) ? Button.link(call.t("overview.alert-look"), "/servers") : nil))
        }
        return alerts
    }

    private static let liveStreams = OverviewAlert(permission: Permission(.view, .liveStreams)) { connection, call in
        let down = try connection.liveStreams.conditions(now: call.now)[.down] ?? 0
        guard down > 0 else { return [] }
        return [
            Banner.warning(
                "\(call.count("overview.alert-down", down))",
                Button.link(call.t("overview.alert-look"), "/live-streams?state=down"))
        ]
    }

    private static let outbox = OverviewAlert(permission: Permission(.view, .servers)) { connection, call in
        guard let oldest = try connection.outbox.oldestWaiting(),
            call.now.duration(since: oldest) > outboxPatience
        else { return [] }
        let depth = try connection.outbox.depth()
        return [Banner.warning("\(call.count("overview.alert-outbox", depth))")]
    }

    private static let secondFactors = OverviewAlert(permission: Permission(.view, .settings)) { connection, call in
        let administrators = try connection.users.list(
            UserTable.Filter(role: .administrator, isDisabled: false), order: .username, descending: false,
            ListSlice(offset: 0, limit: 100)
        ).entries
        let isAnywhere = administrators.contains(where: \.hasSecondFactor)
        guard !isAnywhere || !call.signedIn.hasSecondFactor else { return [] }
        return [
            Banner.info(
                """
                \(call.t(isAnywhere ? "overview.alert-disabled-factor" : "overview.alert-no-factor")) \
                <a href="/account/second-factor">\(call.t("overview.alert-enable-factor"))</a>
                """)
        ]
    }
}
