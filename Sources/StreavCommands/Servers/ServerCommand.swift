internal import ArgumentParser
internal import StreavDomain
internal import StreavSQL
internal import StreavStore

struct ServerCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "server",
        abstract: "Streaming nodes.",
        discussion: """
            A node registers itself when it starts. It is named by name or id.

            Examples:
              streav-cli server list
              streav-cli server drain node-2           before it is stopped for long
              streav-cli server activate node-2
            """,
        subcommands: [
            ServerListCommand.self, ServerShowCommand.self, ServerCreateCommand.self, ServerActivateCommand.self,
            ServerDrainCommand.self, ServerDisableCommand.self, ServerSetWeightCommand.self,
            ServerDeleteCommand.self,
        ])

    static func fields(_ server: Server) -> [OutputField] {
        [
            OutputField("id", server.id), OutputField("name", server.details.name),
            OutputField("publicUrl", server.details.publicURL), OutputField("status", status(server)),
            OutputField("condition", condition(server)), OutputField("weight", server.details.weight),
            OutputField("liveStreams", server.load.channels), OutputField("viewers", server.load.viewers),
            OutputField("outgoingBitsPerSecond", server.load.outgoingBitsPerSecond),
            OutputField("lastHeartbeatAt", server.health.lastHeartbeatAt),
        ]
    }

    /// What an administrator wants of it.
    private static func status(_ server: Server) -> String {
        switch server.details.status {
        case .active: "active"
        case .draining: "draining"
        case .disabled: "disabled"
        }
    }

    /// How it is.
    static func condition(_ server: Server) -> String {
        if !server.health.wasSeen { return "never seen" }
        if server.health.isLeaving { return "leaving" }
        return server.health.isLost ? "lost" : "alive"
    }
}

extension Reference {
    /// By name, or by id.
    static func server(_ text: String, _ connection: any DatabaseConnection) throws -> Server {
        if let found = try connection.servers.find(name: text) { return found }
        if let id: ServerID = id(text), let found = try connection.servers.find(id) { return found }
        throw missing("server", text)
    }
}

struct ServerListCommand: Verb {
    static let configuration = CommandConfiguration(
        commandName: "list", abstract: "All nodes, by name.", discussion: "Example:\n  streav-cli server list")

    @OptionGroup var global: GlobalOptions

    func run(_ session: CommandSession) async throws -> CommandAnswer {
        .list(try await session.read { try $0.servers.all() }.map(ServerCommand.fields))
    }
}

struct ServerShowCommand: Verb {
    static let configuration = CommandConfiguration(
        commandName: "show", abstract: "One node.", discussion: "Example:\n  streav-cli server show node-2")

    @OptionGroup var global: GlobalOptions

    @Argument(help: "Name or id.")
    var server: String

    func run(_ session: CommandSession) async throws -> CommandAnswer {
        .object(ServerCommand.fields(try await session.read { [server] in try Reference.server(server, $0) }))
    }
}
