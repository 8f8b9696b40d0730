internal import ArgumentParser
internal import StreavControl
internal import StreavDomain
internal import StreavStore

struct BundleCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "bundle",
        abstract: "What subscribers get together.",
        discussion: """
            A bundle is named by name or id.

            Examples:
              streav-cli bundle create "Sports" --live-stream 3 --live-stream 4
              streav-cli bundle update "Sports" --add-live-stream 9 --remove-live-stream 3
            """,
        subcommands: [
            BundleListCommand.self, BundleShowCommand.self, BundleCreateCommand.self, BundleUpdateCommand.self,
            BundleDeleteCommand.self,
        ])

    static func fields(_ bundle: Bundle) -> [OutputField] {
        [
            OutputField("id", bundle.id), OutputField("name", bundle.details.name),
            OutputField("description", bundle.details.description),
            OutputField("liveStreams", .list(bundle.details.liveStreams.map { .whole($0.rawValue) })),
            OutputField("movies", .list(bundle.details.movies.map { .whole($0.rawValue) })),
            OutputField("shows", .list(bundle.details.shows.map { .whole($0.rawValue) })),
            OutputField("createdAt", bundle.createdAt),
        ]
    }
}

struct BundleListCommand: Verb {
    static let configuration = CommandConfiguration(
        commandName: "list", abstract: "Bundles, by name.", discussion: "Example:\n  streav-cli bundle list")

    @OptionGroup var global: GlobalOptions

    @Option(help: "How many at most, 1 to 100.")
    var limit = 100

    @Option(help: "How many to pass over.")
    var offset = 0

    @Option(help: "Part of the name.")
    var text: String?

    func run(_ session: CommandSession) async throws -> CommandAnswer {
        let slice = CatalogueQueries.Slice(offset: offset, limit: limit)
        let page = try await session.read { [text] in try $0.catalogue.bundles(name: text, order: .name, slice) }
        return .list(
            page.entries.map {
                [
                    OutputField("id", $0.id), OutputField("name", $0.name),
                    OutputField("liveStreamCount", $0.liveStreamCount), OutputField("movieCount", $0.movieCount),
                    OutputField("showCount", $0.showCount), OutputField("createdAt", $0.createdAt),
                ]
            }, total: page.total)
    }
}

struct BundleShowCommand: Verb {
    static let configuration = CommandConfiguration(
        commandName: "show", abstract: "One bundle.", discussion: "Example:\n  streav-cli bundle show \"Sports\"")

    @OptionGroup var global: GlobalOptions

    @Argument(help: "Name or id.")
    var bundle: String

    func run(_ session: CommandSession) async throws -> CommandAnswer {
        .object(BundleCommand.fields(try await session.read { [bundle] in try Reference.bundle(bundle, $0) }))
    }
}
