internal import ArgumentParser
internal import StreavControl
internal import StreavDomain
internal import StreavSQL
internal import StreavStore

struct ConnectionCloseCommand: Verb {
    static let configuration = CommandConfiguration(
        commandName: "close", abstract: "Cut viewers off.",
        discussion: """
            Their nodes end them within a second, and keep the same devices away for a while. To keep a subscriber \
            away for good: streav-cli subscriber set-status.

            Examples:
              streav-cli connection close 17 18
              streav-cli connection close --subscriber ada --hold 300 --yes
            """)

    @OptionGroup var global: GlobalOptions
    @OptionGroup var confirmation: Confirmation

    @Argument(help: "Ids, as streav-cli connection list has them.")
    var ids: [Int64] = []

    @Option(help: "All of one subscriber, by username or id.")
    var subscriber: String?

    @Option(help: "Seconds for which the same devices are refused, 0 to 3600.")
    var hold = 30

    func validate() throws {
        guard ids.isEmpty != (subscriber == nil) else {
            throw ValidationError("name the ids of connections, or a --subscriber")
        }
        guard (0...3600).contains(hold) else { throw ValidationError("--hold is 0 to 3600") }
    }

    func run(_ session: CommandSession) async throws -> CommandAnswer {
        let slice = ListSlice(offset: 0, limit: ConnectionControl.limit)
        let wanted = try await session.read { [ids, subscriber] connection in
            guard subscriber != nil else { return ids }
            return try ConnectionListCommand.open(of: subscriber, slice, connection).entries.map(\.id)
        }
        try confirmation.require(
            subscriber.map { "\(wanted.count) connections of subscriber \($0) will be closed" }
                ?? "\(wanted.count) connections will be closed", session)
        let closed = try await session.perform { [hold] in
            try $0.connections.close(wanted, hold: .seconds(hold))
        }
        let listed = CommandAnswer.list(closed.map(ConnectionCommand.fields))
        return CommandAnswer(json: listed.json, text: "\(closed.count) connections are being closed.\n")
    }
}
