internal import ArgumentParser
internal import StreavDomain

struct ConnectionCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "connection",
        abstract: "Who is watching now.",
        discussion: """
            Examples:
              streav-cli connection list --subscriber ada
              streav-cli connection close 17 18
              streav-cli connection close --subscriber ada --hold 300 --yes
            """,
        subcommands: [ConnectionListCommand.self, ConnectionCloseCommand.self])

    static func fields(_ connection: Connection) -> [OutputField] {
        [
            OutputField("id", connection.id), OutputField("username", connection.username),
            OutputField("stream", connection.streamName), OutputField("server", connection.serverName),
            OutputField("format", connection.format.rawValue), OutputField("address", connection.address),
            OutputField("country", connection.country), OutputField("userAgent", connection.userAgent),
            OutputField("startedAt", connection.startedAt), OutputField("lastSeenAt", connection.lastSeenAt),
            OutputField("bytes", connection.bytes),
        ]
    }
}
