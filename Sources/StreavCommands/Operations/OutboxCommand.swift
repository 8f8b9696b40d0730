internal import ArgumentParser
internal import StreavControl
internal import StreavDomain
internal import StreavPorts
internal import StreavStore

struct OutboxCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "outbox",
        abstract: "Changes that the streaming nodes have not been told of yet.",
        discussion: "Examples:\n  streav-cli outbox list\n  streav-cli outbox retry",
        subcommands: [OutboxListCommand.self, OutboxRetryCommand.self])
}

struct OutboxListCommand: Verb {
    static let configuration = CommandConfiguration(
        commandName: "list", abstract: "What waits to be published, the oldest first.",
        discussion: "Example:\n  streav-cli outbox list --output json")

    @OptionGroup var global: GlobalOptions
    @OptionGroup var page: ListOptions

    func run(_ session: CommandSession) async throws -> CommandAnswer {
        let slice = page.slice
        let found = try await session.read { try $0.outbox.listWaiting(slice) }
        return .list(
            found.entries.map { entry in
                [
                    OutputField("id", entry.id), OutputField("aggregate", entry.aggregate),
                    OutputField("type", entry.type), OutputField("attempts", entry.attempts),
                    OutputField("createdAt", entry.createdAt), OutputField("nextAttemptAt", entry.nextAttemptAt),
                ]
            }, total: found.total)
    }
}

struct OutboxRetryCommand: Verb {
    static let configuration = CommandConfiguration(
        commandName: "retry", abstract: "Let what was refused be tried again at once.",
        discussion: "Example:\n  streav-cli outbox retry")

    @OptionGroup var global: GlobalOptions

    func run(_ session: CommandSession) async throws -> CommandAnswer {
        let count = try await session.perform { transaction in
            let count = try transaction.connection.outbox.retryNow()
            try transaction.record("outbox.retry", "outbox", id: nil, name: nil)
            return count
        }
        return .done("\(count) events are tried again at once.", [OutputField("retried", count)])
    }
}
