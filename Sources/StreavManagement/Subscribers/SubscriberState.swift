import StreavDomain
import StreavStore
import StreavWeb

/// Whether a subscriber may watch, in a word: what an administrator set, and what follows from the expiry.
enum SubscriberState {
    /// An end within this is soon.
    static let soon: Duration = .seconds(7 * 86_400)

    static func html(_ details: SubscriberDetails, _ call: PageCall) -> HTML {
        switch details.status {
        case .banned: return Badge.html(call.t("subscriber.banned"), .bad)
        case .disabled: return Badge.html(call.t("subscriber.disabled"), .bad)
        case .active:
            guard let end = details.expiresAt else { return Badge.html(call.t("subscriber.active"), .good) }
            if end <= call.now { return Badge.html(call.t("subscriber.expired"), .bad) }
            return end <= call.now.advanced(by: soon)
                ? Badge.html(call.t("subscriber.expiring"), .wait) : Badge.html(call.t("subscriber.active"), .good)
        }
    }

    static func expiry(_ expiresAt: Timestamp?, _ call: PageCall) -> HTML {
        expiresAt.map(Moment.exactHTML) ?? "<span class=\"soft\">\(call.t("subscriber.unlimited"))</span>"
    }

    static func name(_ status: SubscriberStatus, _ call: PageCall) -> String {
        switch status {
        case .active: call.t("subscriber.active")
        case .disabled: call.t("subscriber.disabled")
        case .banned: call.t("subscriber.banned")
        }
    }

    /// In addresses, forms and exports.
    static func value(_ status: SubscriberStatus) -> String {
        switch status {
        case .active: "active"
        case .disabled: "disabled"
        case .banned: "banned"
        }
    }

    static func status(_ value: String) -> SubscriberStatus? {
        SubscriberStatus.allCases.first { self.value($0) == value }
    }
}
