import HTTPTypes
import StreavControl
import StreavDomain
import StreavWeb

/// `/settings`: what the platform was told, and the security of the dashboard.
enum SettingsRoutes {
    static let routes: [PageRoute] = [
        .get("/settings", .may(.view, .settings)) { .page(SettingsPages.general($0)) },
        .get("/settings/security", .may(.view, .settings)) { .page(try await SettingsPages.security($0)) },
        .post(
            "/settings/security/end-session", .may(.edit, .settings), FormShape(.text("session", limit: 128))
        ) { call, form in
            guard let hash = HexText.read(form.text("session")) else { throw PageFault.malformed("session is none") }
            // One's own is ended by signing out.
            guard hash != call.signedIn.idHash else { throw PageFault.forbidden }
            guard let user = try await call.dashboard.authentication.endSession(hash, as: call.actor) else {
                return .seeOther(SettingsPages.securityPath, .info(call.t("settings.session-over")))
            }
            return .seeOther(
                SettingsPages.securityPath,
                .done(call.t("settings.session-ended-notice", ["name": user.details.username])))
        },
        .post("/settings/security/end-others", .may(.edit, .settings), .empty) { call, _ in
            let count = try await call.dashboard.authentication.endOtherSessions(
                than: call.signedIn.idHash, as: call.actor)
            return .seeOther(SettingsPages.securityPath, .done(call.count("settings.sessions-ended-notice", count)))
        },
    ]
}
