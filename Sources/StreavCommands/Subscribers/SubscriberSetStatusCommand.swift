internal import ArgumentParser
internal import StreavControl
internal import StreavDomain

struct SubscriberSetStatusCommand: Verb {
    static let configuration = CommandConfiguration(
        commandName: "set-status", abstract: "Disable, ban, or make active again.",
        discussion: """
            Who is disabled or banned is cut off at once.

            Examples:
              streav-cli subscriber set-status ada active
              streav-cli subscriber set-status ada banned --yes
            """)

    @OptionGroup var global: GlobalOptions
    @OptionGroup var confirmation: Confirmation

    @Argument(help: "Username or id.")
    var subscriber: String

    @Argument(help: "What it shall be.")
    var status: StatusArgument

    func run(_ session: CommandSession) async throws -> CommandAnswer {
        if status != .active { try confirmation.require("subscriber \(subscriber) will be cut off", session) }
        let updated = try await session.perform { [subscriber, status] transaction in
            let old = try Reference.subscriber(subscriber, transaction.connection)
            return try transaction.subscribers.setStatus(old.id, status.status)
        }
        return .done(
            "Subscriber \(updated.details.username) is \(status.rawValue).", SubscriberCommand.fields(updated))
    }
}

struct SubscriberDeleteCommand: Verb {
    static let configuration = CommandConfiguration(
        commandName: "delete", abstract: "Delete a subscriber, who is cut off at once.",
        discussion: "Example:\n  streav-cli subscriber delete ada")

    @OptionGroup var global: GlobalOptions
    @OptionGroup var confirmation: Confirmation

    @Argument(help: "Username or id.")
    var subscriber: String

    func run(_ session: CommandSession) async throws -> CommandAnswer {
        let found = try await session.read { [subscriber] in try Reference.subscriber(subscriber, $0) }
        try confirmation.require("subscriber \(found.details.username) will be deleted", session)
        try await session.perform { try $0.subscribers.delete(found.id) }
        return .done("Subscriber \(found.details.username) was deleted.", SubscriberCommand.fields(found))
    }
}
