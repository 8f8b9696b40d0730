internal import ArgumentParser
internal import StreavControl
internal import StreavDomain

struct ServerCreateCommand: Verb {
    static let configuration = CommandConfiguration(
        commandName: "create", abstract: "Make a node known before it starts.",
        discussion: "Example:\n  streav-cli server create node-2 --public-url https://node-2.example.org")

    @OptionGroup var global: GlobalOptions

    @Argument(help: "The node's STREAV_NODE_NAME.")
    var name: String

    @Option(help: "Under which players reach it.")
    var publicUrl: String

    @Option(help: "Its share of the live streams beside others', 1 to 1000.")
    var weight = 1

    func run(_ session: CommandSession) async throws -> CommandAnswer {
        let details = ServerDetails(name: name, publicURL: publicUrl, weight: weight)
        let made = try await session.perform { try $0.servers.create(details) }
        return .done("Server \(name) was made.", ServerCommand.fields(made))
    }
}

struct ServerActivateCommand: Verb {
    static let configuration = CommandConfiguration(
        commandName: "activate", abstract: "Let a node take streams again.",
        discussion: "Example:\n  streav-cli server activate node-2")

    @OptionGroup var global: GlobalOptions

    @Argument(help: "Name or id.")
    var server: String

    func run(_ session: CommandSession) async throws -> CommandAnswer {
        try await ServerSwitch.change(server, session, "takes streams") { $0.status = .active }
    }
}

struct ServerDrainCommand: Verb {
    static let configuration = CommandConfiguration(
        commandName: "drain", abstract: "Give a node no more streams.",
        discussion: "It keeps what it has.\n\nExample:\n  streav-cli server drain node-2")

    @OptionGroup var global: GlobalOptions
    @OptionGroup var confirmation: Confirmation

    @Argument(help: "Name or id.")
    var server: String

    func run(_ session: CommandSession) async throws -> CommandAnswer {
        try confirmation.require("server \(server) will take no more streams", session)
        return try await ServerSwitch.change(server, session, "takes no more streams") { $0.status = .draining }
    }
}

struct ServerDisableCommand: Verb {
    static let configuration = CommandConfiguration(
        commandName: "disable", abstract: "Take a node out of service; others get its streams.",
        discussion: "Example:\n  streav-cli server disable node-2")

    @OptionGroup var global: GlobalOptions
    @OptionGroup var confirmation: Confirmation

    @Argument(help: "Name or id.")
    var server: String

    func run(_ session: CommandSession) async throws -> CommandAnswer {
        try confirmation.require("server \(server) will serve nobody, and others get its streams", session)
        return try await ServerSwitch.change(server, session, "is out of service") { $0.status = .disabled }
    }
}

struct ServerSetWeightCommand: Verb {
    static let configuration = CommandConfiguration(
        commandName: "set-weight", abstract: "Set a node's share of the live streams.",
        discussion: "Example:\n  streav-cli server set-weight node-2 3")

    @OptionGroup var global: GlobalOptions

    @Argument(help: "Name or id.")
    var server: String

    @Argument(help: "1 to 1000.")
    var weight: Int

    func run(_ session: CommandSession) async throws -> CommandAnswer {
        let weight = weight
        return try await ServerSwitch.change(server, session, "has weight \(weight)") { $0.weight = weight }
    }
}

enum ServerSwitch {
    static func change(
        _ server: String, _ session: CommandSession, _ result: String,
        _ change: @escaping @Sendable (inout ServerDetails) -> Void
    ) async throws -> CommandAnswer {
        let found = try await session.perform { transaction in
            let old = try Reference.server(server, transaction.connection)
            var details = old.details
            change(&details)
            try transaction.servers.update(old.id, details, expecting: old.revision)
            return try Reference.server("\(old.id)", transaction.connection)
        }
        return .done("Server \(found.details.name) \(result).", ServerCommand.fields(found))
    }
}

struct ServerDeleteCommand: Verb {
    static let configuration = CommandConfiguration(
        commandName: "delete", abstract: "Forget a node; others get its streams.",
        discussion: """
            One that still runs registers anew: disable it to keep it away.

            Example:
              streav-cli server delete node-2
            """)

    @OptionGroup var global: GlobalOptions
    @OptionGroup var confirmation: Confirmation

    @Argument(help: "Name or id.")
    var server: String

    func run(_ session: CommandSession) async throws -> CommandAnswer {
        let found = try await session.read { [server] in try Reference.server(server, $0) }
        try confirmation.require("server \(found.details.name) will be forgotten", session)
        try await session.perform { try $0.servers.delete(found.id) }
        return .done("Server \(found.details.name) was deleted.", ServerCommand.fields(found))
    }
}
