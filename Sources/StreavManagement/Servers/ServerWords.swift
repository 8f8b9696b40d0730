import StreavDomain
import StreavWeb

/// How a server is, in the words of addresses and exports.
enum ServerWords {
    static let statuses = ["active", "draining", "disabled", "lost", "leaving", "new"]

    static func status(_ server: Server) -> String {
        switch server.details.status {
        case .disabled: "disabled"
        case .draining: "draining"
        case .active:
            server.health.isLost
                ? "lost" : server.health.isLeaving ? "leaving" : server.health.wasSeen ? "active" : "new"
        }
    }

    static func value(_ status: ServerStatus) -> String {
        switch status {
        case .active: "active"
        case .draining: "draining"
        case .disabled: "disabled"
        }
    }

    /// How many, and who they are.
    static func viewers(_ server: Server, _ call: PageCall) -> HTML {
        let number = call.texts.number(server.load.viewers)
        guard server.load.viewers > 0, call.may(.view, .connections) else { return "\(number)" }
        return "<a href=\"/connections?server=\(server.id.rawValue)\">\(number)</a>"
    }

    static func status(_ value: String) -> ServerStatus? { ServerStatus.allCases.first { self.value($0) == value } }
}
