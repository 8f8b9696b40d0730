internal import ArgumentParser
internal import StreavDomain
internal import StreavSQL
internal import StreavStore

struct LiveStreamCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "live-stream",
        abstract: "Channels.",
        discussion: """
            A live stream is named by its id. Addresses of sources are shown without their passwords.

            Examples:
              streav-cli live-stream list --text news
              streav-cli live-stream create "News" --number 7 --source http://encoder.example.org/news.ts
              streav-cli live-stream disable 7
            """,
        subcommands: [
            LiveStreamListCommand.self, LiveStreamShowCommand.self, LiveStreamCreateCommand.self,
            LiveStreamUpdateCommand.self, LiveStreamEnableCommand.self, LiveStreamDisableCommand.self,
            LiveStreamDeleteCommand.self,
        ])

    static func summary(_ stream: LiveStream) -> [OutputField] {
        [
            OutputField("id", stream.id), OutputField("number", stream.details.number),
            OutputField("name", stream.details.name), OutputField("isEnabled", stream.details.isEnabled),
            OutputField("sourceCount", stream.details.sources.count),
            OutputField("startsOnDemand", stream.details.startsOnDemand),
            OutputField("createdAt", stream.createdAt),
        ]
    }

    static func fields(_ stream: LiveStream) -> [OutputField] {
        summary(stream) + [
            OutputField("description", stream.details.description), OutputField("logoUrl", stream.details.logoURL),
            OutputField("isAdult", stream.details.isAdult), OutputField("isRadio", stream.details.isRadio),
            OutputField("sources", .list(stream.details.sources.map { .text($0.redactedAddress) })),
        ]
    }
}

extension Reference {
    static func liveStream(_ text: String, _ connection: any DatabaseConnection) throws -> LiveStream {
        let id: LiveStreamID = try required("live-stream", text)
        guard let found = try connection.liveStreams.find(id) else { throw missing("live-stream", text) }
        return found
    }
}

struct LiveStreamListCommand: Verb {
    static let configuration = CommandConfiguration(
        commandName: "list", abstract: "Live streams, by number.",
        discussion: "Example:\n  streav-cli live-stream list --text news")

    @OptionGroup var global: GlobalOptions
    @OptionGroup var page: ListOptions

    @Option(help: "Part of the name.")
    var text: String?

    func run(_ session: CommandSession) async throws -> CommandAnswer {
        let all = try await session.read { try $0.liveStreams.all() }
        let wanted = text.map { FoldedText.fold($0) }
        let found = all.filter { stream in
            wanted.map { FoldedText.fold(stream.details.name).contains($0) } ?? true
        }.sorted { ($0.details.number, $0.id) < ($1.details.number, $1.id) }
        let shown = found.dropFirst(page.offset).prefix(page.limit)
        return .list(shown.map(LiveStreamCommand.summary), total: found.count)
    }
}

struct LiveStreamShowCommand: Verb {
    static let configuration = CommandConfiguration(
        commandName: "show", abstract: "One live stream.",
        discussion: "Example:\n  streav-cli live-stream show 7")

    @OptionGroup var global: GlobalOptions

    @Argument(help: "Its id.")
    var stream: String

    func run(_ session: CommandSession) async throws -> CommandAnswer {
        .object(
            LiveStreamCommand.fields(try await session.read { [stream] in try Reference.liveStream(stream, $0) }))
    }
}
