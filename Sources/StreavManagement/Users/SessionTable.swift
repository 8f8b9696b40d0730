import StreavDomain
import StreavWeb

/// The sessions of a user.
enum SessionTable {
    static func html(_ sessions: [UserSession], _ call: PageCall) -> HTML {
        guard !sessions.isEmpty else { return "<p class=\"soft pad\">\(call.t("value.none"))</p>" }
        let rows = sessions.map { session in
            """
            <tr><td class="primary" data-label="\(call.t("account.session-browser"))">\
            \(BrowserName.text(session.userAgent))\(here(session, call))</td>\
            <td data-label="\(call.t("account.session-address"))" class="number">\(session.address ?? "")</td>\
            <td data-label="\(call.t("account.session-began"))">\(Moment.html(session.createdAt, call))</td>\
            <td data-label="\(call.t("account.session-seen"))">\(Moment.html(session.lastSeenAt, call))</td></tr>
            """ as HTML
        }
        return """
            <table class="table"><thead><tr><th scope="col">\(call.t("account.session-browser"))</th>\
            <th scope="col">\(call.t("account.session-address"))</th><th scope="col">\
            \(call.t("account.session-began"))</th><th scope="col">\(call.t("account.session-seen"))</th></tr></thead>\
            <tbody>\(rows)</tbody></table>
            """
    }

    private static func here(_ session: UserSession, _ call: PageCall) -> HTML? {
        session.idHash == call.signedIn.idHash ? " \(Badge.html(call.t("account.session-here"), .good))" : nil
    }
}
