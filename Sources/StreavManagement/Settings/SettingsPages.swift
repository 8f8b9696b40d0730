import StreavControl
import StreavDomain
import StreavStore
import StreavWeb

/// What the platform was told, and how safe it is. Nothing here is a switch that does nothing: what is changed by
/// environment variables says so.
enum SettingsPages {
    static let path = "/settings"
    static let securityPath = "/settings/security"
    static let sessionLimit = 200
    static let userLimit = 100

    private static func page(_ call: PageCall, isSecurity: Bool) -> Page {
        var page = Page(call.t("settings.title"), section: path)
        page.tabs = Tabs.html(
            call.t("settings.title"),
            [
                (call.t("settings.general"), path, !isSecurity),
                (call.t("settings.security"), securityPath, isSecurity),
            ])
        return page
    }

    // MARK: General

    static func general(_ call: PageCall) -> Page {
        var page = page(call, isSecurity: false)
        page.subtitle = call.t("settings.general-subtitle")
        var facts: [(title: String, value: HTML)] = call.dashboard.facts.map { fact in
            (call.t("settings.fact-\(fact.kind.rawValue)"), value(fact, call))
        }
        facts.append((call.t("settings.schema"), "\(call.texts.number(Migration.all.count))"))
        page.content = """
            \(Panel.html(call.t("settings.facts-title"), Panel.facts(facts)))
            \(Panel.html(call.t("settings.kept-title"), Panel.facts(kept(call))))
            """
        return page
    }

    private static func value(_ fact: PlatformFact, _ call: PageCall) -> HTML {
        let setting = fact.setting.map { " <span class=\"soft\">\($0)</span>" as HTML }
        return "\(fact.value)\(setting)"
    }

    /// How long things are kept: bounds of the program, which are the same everywhere.
    private static func kept(_ call: PageCall) -> [(title: String, value: HTML)] {
        [
            (call.t("settings.kept-connections"), "\(call.t("settings.kept-connections-value"))"),
            (call.t("settings.kept-statistics"), "\(call.t("settings.kept-statistics-value"))"),
            (call.t("settings.kept-activity"), "\(call.t("settings.kept-activity-value"))"),
        ]
    }

    // MARK: Security

    private struct Reading: Sendable {
        var sessions: [UserSession]
        var administrators: [UserTable.Listed]
        var refused: Int
    }

    static func security(_ call: PageCall) async throws -> Page {
        let now = call.now
        let dayAgo = now.advanced(by: .seconds(-86_400))
        let reading = try await call.read { connection in
            Reading(
                sessions: try connection.userSessions.live(now: now, limit: sessionLimit),
                administrators: try connection.users.list(
                    UserTable.Filter(role: .administrator, isDisabled: false), order: .username, descending: false,
                    ListSlice(offset: 0, limit: userLimit)
                ).entries,
                refused: try connection.activity.list(
                    ActivityTable.Filter(action: "user.sign-in-refused", since: dayAgo),
                    ListSlice(offset: 0, limit: 1)
                ).total)
        }
        var page = page(call, isSecurity: true)
        page.subtitle = call.t("settings.security-subtitle")
        let region = LiveRegion("sessions", sessions(reading.sessions, call))
        page.regions = [region]
        let others: HTML? =
            call.may(.edit, .settings) && reading.sessions.count > 1
            ? Button.post(call.t("settings.end-others"), "\(securityPath)/end-others", call, .quiet) : nil
        page.content = """
            \(hints(reading, call))
            <div class="columns">
            <div>\(Panel.html(call.t("settings.factors-title"), factors(reading.administrators, call), isFlush: true))
            \(Panel.html(call.t("settings.rules-title"), Panel.facts(rules(reading, call))))</div>
            <div>\(Panel.html(call.t("settings.sessions-title"), region.html, action: others, isFlush: true))</div>
            </div>
            """
        return page
    }

    /// What an administrator had better do; nothing where all is well.
    private static func hints(_ reading: Reading, _ call: PageCall) -> HTML {
        var hints: [HTML] = []
        let without = reading.administrators.count { !$0.hasSecondFactor }
        if without > 0 { hints.append(Banner.warning("\(call.count("settings.hint-factor", without))")) }
        if reading.administrators.count == 1 { hints.append(Banner.info("\(call.t("settings.hint-alone"))")) }
        if !call.dashboard.address.isSecure, call.dashboard.address.origin == nil {
            hints.append(Banner.info("\(call.t("settings.hint-local"))"))
        }
        return HTML.join(hints)
    }

    private static func factors(_ administrators: [UserTable.Listed], _ call: PageCall) -> HTML {
        let rows = administrators.map { row in
            """
            <tr><td class="primary"><a href="/users/\(row.user.id.rawValue)">\(row.user.details.username)</a></td>\
            <td>\(row.hasSecondFactor
                ? Badge.html(call.t("user.on"), .good) : Badge.html(call.t("user.off"), .bad))</td></tr>
            """ as HTML
        }
        return """
            <table class="table"><thead><tr><th scope="col">\(call.t("settings.administrator"))</th>\
            <th scope="col">\(call.t("user.second-factor"))</th></tr></thead><tbody>\(rows)</tbody></table>
            """
    }

    private static func rules(_ reading: Reading, _ call: PageCall) -> [(title: String, value: HTML)] {
        func minutes(_ duration: Duration) -> String {
            call.count("settings.minutes", Int(duration.components.seconds / 60))
        }
        let attempts = [
            "number": call.texts.number(UserAuthentication.freeAttempts),
            "wait": minutes(UserAuthentication.longestWait),
        ]
        return [
            (call.t("settings.idle"), "\(minutes(UserSession.idleTimeout))"),
            (
                call.t("settings.longest"),
                "\(call.count("settings.hours", Int(UserSession.absoluteTimeout.components.seconds / 3600)))"
            ),
            (
                call.t("settings.attempts"),
                "\(call.t("settings.attempts-value", attempts))"
            ),
            (
                call.t("settings.refused"),
                """
                <a href="/activity?action=user.sign-in-refused">\(call.texts.number(reading.refused))</a>
                """
            ),
        ]
    }

    private static func sessions(_ sessions: [UserSession], _ call: PageCall) -> HTML {
        let rows = sessions.map { session in
            """
            <tr><td class="primary" data-label="\(call.t("settings.user"))">\
            <a href="/users/\(session.user.id.rawValue)">\(session.user.details.username)</a></td>\
            <td data-label="\(call.t("account.session-browser"))">\(BrowserName.text(session.userAgent))</td>\
            <td data-label="\(call.t("account.session-address"))" class="number">\(session.address ?? "")</td>\
            <td data-label="\(call.t("account.session-seen"))">\(Moment.html(session.lastSeenAt, call))</td>\
            <td class="row-actions">\(end(session, call))</td></tr>
            """ as HTML
        }
        return """
            <table class="table"><thead><tr><th scope="col">\(call.t("settings.user"))</th>\
            <th scope="col">\(call.t("account.session-browser"))</th>\
            <th scope="col">\(call.t("account.session-address"))</th>\
            <th scope="col">\(call.t("account.session-seen"))</th>\
            <th class="row-actions"><span class="visually-hidden">\(call.t("list.actions"))</span></th></tr></thead>\
            <tbody>\(rows)</tbody></table>
            """
    }

    private static func end(_ session: UserSession, _ call: PageCall) -> HTML {
        if session.idHash == call.signedIn.idHash { return Badge.html(call.t("account.session-here"), .good) }
        guard call.may(.edit, .settings) else { return "" }
        return Button.post(
            call.t("settings.end-session"), "\(securityPath)/end-session", call,
            fields: [("session", HexText.write(session.idHash))], .quiet)
    }
}
