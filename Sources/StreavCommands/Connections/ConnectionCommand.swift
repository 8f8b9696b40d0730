internal import ArgumentParser
internal import StreavStore

struct ConnectionCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "connection",
        abstract: "Who is watching now.",
        discussion: """
            To cut somebody off: streav-cli subscriber set-status USERNAME disabled.

            Example:
              streav-cli connection list --subscriber ada
            """,
        subcommands: [ConnectionListCommand.self])
}

struct ConnectionListCommand: Verb {
    static let configuration = CommandConfiguration(
        commandName: "list", abstract: "Connections that are open, the longest first.",
        discussion: "Example:\n  streav-cli connection list --subscriber ada --output json")

    @OptionGroup var global: GlobalOptions
    @OptionGroup var page: ListOptions

    @Option(help: "Of one subscriber, by username.")
    var subscriber: String?

    func run(_ session: CommandSession) async throws -> CommandAnswer {
        let slice = page.slice
        let found = try await session.read { [subscriber] in
            try $0.openConnections.list(username: subscriber, slice)
        }
        return .list(
            found.entries.map { entry in
                [
                    OutputField("id", entry.id), OutputField("username", entry.username),
                    OutputField("stream", entry.streamName), OutputField("server", entry.server),
                    OutputField("format", entry.format), OutputField("address", entry.address),
                    OutputField("country", entry.country), OutputField("userAgent", entry.userAgent),
                    OutputField("startedAt", entry.startedAt), OutputField("lastSeenAt", entry.lastSeenAt),
                    OutputField("bytes", entry.bytes),
                ]
            }, total: found.total)
    }
}
