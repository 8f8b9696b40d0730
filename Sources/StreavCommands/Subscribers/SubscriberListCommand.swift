internal import ArgumentParser
internal import StreavPorts
internal import StreavStore

struct SubscriberListCommand: Verb {
    static let configuration = CommandConfiguration(
        commandName: "list", abstract: "Subscribers, by name.",
        discussion: """
            Examples:
              streav-cli subscriber list --status banned
              streav-cli subscriber list --expired --output json
            """)

    @OptionGroup var global: GlobalOptions

    @Option(help: "How many at most, 1 to 100.")
    var limit = 100

    @Option(help: "How many to pass over.")
    var offset = 0

    @Option(help: "Part of the username.")
    var text: String?

    @Option(help: "One status alone.")
    var status: StatusArgument?

    @Flag(name: .customLong("expired"), help: "Those alone whose time is over.")
    var isExpired = false

    func run(_ session: CommandSession) async throws -> CommandAnswer {
        let slice = CatalogueQueries.Slice(offset: offset, limit: limit)
        let filter = CatalogueQueries.SubscriberFilter(
            username: text, status: status?.status, isExpired: isExpired ? true : nil)
        let now = session.clock.wallNow
        let page = try await session.read {
            try $0.catalogue.subscribers(filter, order: .username, including: [], now: now, slice)
        }
        return .list(page.entries.map { SubscriberCommand.summary($0.subscriber) }, total: page.total)
    }
}

struct SubscriberShowCommand: Verb {
    static let configuration = CommandConfiguration(
        commandName: "show", abstract: "One subscriber.",
        discussion: "Example:\n  streav-cli subscriber show ada")

    @OptionGroup var global: GlobalOptions

    @Argument(help: "Username or id.")
    var subscriber: String

    func run(_ session: CommandSession) async throws -> CommandAnswer {
        .object(
            SubscriberCommand.fields(
                try await session.read { [subscriber] in try Reference.subscriber(subscriber, $0) }))
    }
}
