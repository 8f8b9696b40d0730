internal import ArgumentParser
internal import StreavDomain
internal import StreavSQL
internal import StreavStore

/// What movies and shows have in common.
enum TitleReport {
    static func fields(_ title: CatalogueQueries.Title) -> [OutputField] {
        [
            OutputField("id", title.id), OutputField("title", title.title),
            OutputField("releaseDate", title.releaseDate), OutputField("runtimeMinutes", number(title.runtimeMinutes)),
            OutputField("rating", title.rating.map { .number($0) } ?? .null),
            OutputField("onDemandStream", number(title.streamID)),
        ]
    }

    static func fields(_ details: TitleDetails) -> [OutputField] {
        [
            OutputField("title", details.title), OutputField("overview", details.overview),
            OutputField("releaseDate", details.releaseDate),
            OutputField("runtimeMinutes", number(details.runtimeMinutes)),
            OutputField("rating", details.rating.map { .number($0) } ?? .null),
            OutputField("director", details.director), OutputField("isAdult", details.isAdult),
            OutputField("genres", .list(details.genres.map { .whole($0.rawValue) })),
        ]
    }

    static func fields(_ movie: Movie) -> [OutputField] {
        [OutputField("id", movie.id)] + fields(movie.details.common) + [
            OutputField("onDemandStream", movie.details.onDemandStream), OutputField("createdAt", movie.createdAt),
        ]
    }

    static func fields(_ show: Show) -> [OutputField] {
        [OutputField("id", show.id)] + fields(show.details.common) + [OutputField("createdAt", show.createdAt)]
    }

    private static func number(_ number: (some BinaryInteger)?) -> OutputValue {
        number.map { .whole($0) } ?? .null
    }

    static func list(
        _ kind: CatalogueQueries.TitleKind, _ options: TitleListOptions, _ session: CommandSession
    ) async throws -> CommandAnswer {
        let slice = CatalogueQueries.Slice(offset: options.offset, limit: options.limit)
        let text = options.text
        let page = try await session.read {
            try $0.catalogue.titles(kind, title: text, bundle: nil, order: .title, including: [], slice)
        }
        return .list(page.entries.map(Self.fields(_:)), total: page.total)
    }
}

struct TitleListOptions: ParsableArguments {
    @Option(help: "How many at most, 1 to 100.")
    var limit = 100

    @Option(help: "How many to pass over.")
    var offset = 0

    @Option(help: "Part of the title.")
    var text: String?
}

/// What can be said of a title, new or not.
struct TitleOptions: ParsableArguments {
    @Option(help: "What it is about; '' takes it away.")
    var overview: String?

    @Option(help: "When it came out: 2024-05-31.")
    var released: String?

    @Option(help: "Minutes that it lasts.")
    var runtime: Int?

    func change(_ details: inout TitleDetails) throws {
        if let overview { details.overview = overview.isEmpty ? nil : overview }
        if let released { details.releaseDate = try MomentText.expiry(released) }
        if let runtime { details.runtimeMinutes = runtime }
    }
}

extension Reference {
    static func movie(_ text: String, _ connection: any DatabaseConnection) throws -> Movie {
        guard let found = try connection.movies.find(required("movie", text)) else { throw missing("movie", text) }
        return found
    }

    static func show(_ text: String, _ connection: any DatabaseConnection) throws -> Show {
        guard let found = try connection.shows.find(required("show", text)) else { throw missing("show", text) }
        return found
    }
}
