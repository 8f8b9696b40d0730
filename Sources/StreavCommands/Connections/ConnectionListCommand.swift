internal import ArgumentParser
internal import StreavDomain
internal import StreavSQL
internal import StreavStore

struct ConnectionListCommand: Verb {
    static let configuration = CommandConfiguration(
        commandName: "list", abstract: "Connections that are open, the longest first.",
        discussion: "Example:\n  streav-cli connection list --subscriber ada --output json")

    @OptionGroup var global: GlobalOptions
    @OptionGroup var page: ListOptions

    @Option(help: "Of one subscriber, by username or id.")
    var subscriber: String?

    func run(_ session: CommandSession) async throws -> CommandAnswer {
        let slice = page.slice
        let found = try await session.read { [subscriber] in try Self.open(of: subscriber, slice, $0) }
        return .list(found.entries.map(ConnectionCommand.fields), total: found.total)
    }

    static func open(
        of subscriber: String?, _ slice: ListSlice, _ connection: any DatabaseConnection
    ) throws -> ListPage<Connection> {
        let id = try subscriber.map { try Reference.subscriber($0, connection).id }
        return try connection.connections.list(
            .init(subscriber: id, isLive: true), order: .started, descending: false, slice)
    }
}
