internal import ArgumentParser
internal import StreavDomain
internal import StreavSQL
internal import StreavStore

struct SubscriberCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "subscriber",
        abstract: "Those who watch.",
        discussion: """
            A subscriber is named by username or id.

            Examples:
              streav-cli subscriber list --text ada
              streav-cli subscriber create ada --bundle "All channels" --expires 2027-12-31
              streav-cli subscriber set-status ada banned
              streav-cli subscriber token ada
            """,
        subcommands: [
            SubscriberListCommand.self, SubscriberShowCommand.self, SubscriberCreateCommand.self,
            SubscriberUpdateCommand.self, SubscriberSetStatusCommand.self, SubscriberTokenCommand.self,
            SubscriberRegenerateTokenCommand.self, SubscriberDeleteCommand.self,
        ])

    static func summary(_ subscriber: Subscriber) -> [OutputField] {
        let details = subscriber.details
        return [
            OutputField("id", subscriber.id), OutputField("username", details.username),
            OutputField("email", details.email), OutputField("status", StatusArgument(details.status).rawValue),
            OutputField("expiresAt", details.expiresAt), OutputField("maxConnections", details.maxConnections),
            OutputField("isTrial", details.isTrial), OutputField("createdAt", subscriber.createdAt),
        ]
    }

    static func fields(_ subscriber: Subscriber) -> [OutputField] {
        let details = subscriber.details
        return summary(subscriber) + [
            OutputField("note", details.note), OutputField("hls", details.allowsHLS),
            OutputField("mpegTs", details.allowsTransportStream),
            OutputField("bundles", .list(details.bundles.map { .whole($0.rawValue) })),
            OutputField("ipAddresses", .list(details.addresses.map { .text($0) })),
            OutputField("userAgents", .list(details.userAgents.map { .text($0) })),
            OutputField("countries", .list(details.countries.map { .text($0) })),
        ]
    }
}

enum StatusArgument: String, ExpressibleByArgument, CaseIterable {
    case active, disabled, banned

    init(_ status: SubscriberStatus) {
        switch status {
        case .active: self = .active
        case .disabled: self = .disabled
        case .banned: self = .banned
        }
    }

    var status: SubscriberStatus {
        switch self {
        case .active: .active
        case .disabled: .disabled
        case .banned: .banned
        }
    }
}

extension Reference {
    /// By username, or by id.
    static func subscriber(_ text: String, _ connection: any DatabaseConnection) throws -> Subscriber {
        let byName = try connection.subscribers.id(ofUsername: text)
        if let id = byName ?? id(text), let found = try connection.subscribers.find(id) { return found }
        throw missing("subscriber", text)
    }

    /// By name, or by id.
    static func bundle(_ text: String, _ connection: any DatabaseConnection) throws -> Bundle {
        let byName = try connection.bundles.id(ofName: text)
        if let id = byName ?? id(text), let found = try connection.bundles.find(id) { return found }
        throw missing("bundle", text)
    }
}
