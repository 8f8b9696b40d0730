internal import ArgumentParser
internal import StreavControl
internal import StreavDomain
internal import StreavStore

struct MovieCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "movie",
        abstract: "Films.",
        discussion: """
            A movie is named by its id.

            Examples:
              streav-cli movie list --text moon
              streav-cli movie create "A Trip to the Moon" --released 1902-09-01 --on-demand-stream 5
            """,
        subcommands: [
            MovieListCommand.self, MovieShowCommand.self, MovieCreateCommand.self, MovieUpdateCommand.self,
            MovieDeleteCommand.self,
        ])
}

struct MovieListCommand: Verb {
    static let configuration = CommandConfiguration(
        commandName: "list", abstract: "Movies, by title.", discussion: "Example:\n  streav-cli movie list")

    @OptionGroup var global: GlobalOptions
    @OptionGroup var options: TitleListOptions

    func run(_ session: CommandSession) async throws -> CommandAnswer {
        try await TitleReport.list(.movie, options, session)
    }
}

struct MovieShowCommand: Verb {
    static let configuration = CommandConfiguration(
        commandName: "show", abstract: "One movie.", discussion: "Example:\n  streav-cli movie show 5")

    @OptionGroup var global: GlobalOptions

    @Argument(help: "Its id.")
    var movie: String

    func run(_ session: CommandSession) async throws -> CommandAnswer {
        .object(TitleReport.fields(try await session.read { [movie] in try Reference.movie(movie, $0) }))
    }
}

struct MovieCreateCommand: Verb {
    static let configuration = CommandConfiguration(
        commandName: "create", abstract: "Make a movie.",
        discussion: "Example:\n  streav-cli movie create \"A Trip to the Moon\" --released 1902-09-01")

    @OptionGroup var global: GlobalOptions
    @OptionGroup var options: TitleOptions

    @Argument(help: "What people call it.")
    var title: String

    @Option(help: "The id of the on-demand stream that it plays.")
    var onDemandStream: Int32?

    func run(_ session: CommandSession) async throws -> CommandAnswer {
        var common = TitleDetails(title: title)
        try options.change(&common)
        let details = MovieDetails(common, onDemandStream: onDemandStream.map { OnDemandStreamID($0) })
        let made = try await session.perform { try $0.movies.create(details) }
        return .done("Movie \(title) was made, with id \(made.id).", TitleReport.fields(made))
    }
}

struct MovieUpdateCommand: Verb {
    static let configuration = CommandConfiguration(
        commandName: "update", abstract: "Change a movie; what is not named stays.",
        discussion: "Example:\n  streav-cli movie update 5 --on-demand-stream 9")

    @OptionGroup var global: GlobalOptions
    @OptionGroup var options: TitleOptions

    @Argument(help: "Its id.")
    var movie: String

    @Option(help: "The new title.")
    var title: String?

    @Option(help: "The id of the on-demand stream that it plays.")
    var onDemandStream: Int32?

    func run(_ session: CommandSession) async throws -> CommandAnswer {
        let updated = try await session.perform { [movie, title, options, onDemandStream] transaction in
            let old = try Reference.movie(movie, transaction.connection)
            var details = old.details
            if let title { details.common.title = title }
            try options.change(&details.common)
            if let onDemandStream { details.onDemandStream = OnDemandStreamID(onDemandStream) }
            return try transaction.movies.update(old.id, details, expecting: old.revision)
        }
        return .done("Movie \(updated.details.common.title) was changed.", TitleReport.fields(updated))
    }
}

struct MovieDeleteCommand: Verb {
    static let configuration = CommandConfiguration(
        commandName: "delete", abstract: "Delete a movie, and take it from all bundles.",
        discussion: "What it played stays.\n\nExample:\n  streav-cli movie delete 5")

    @OptionGroup var global: GlobalOptions
    @OptionGroup var confirmation: Confirmation

    @Argument(help: "Its id.")
    var movie: String

    func run(_ session: CommandSession) async throws -> CommandAnswer {
        let found = try await session.read { [movie] in try Reference.movie(movie, $0) }
        try confirmation.require("movie \(found.details.common.title) will be deleted", session)
        try await session.perform { try $0.movies.delete(found.id) }
        return .done("Movie \(found.details.common.title) was deleted.", TitleReport.fields(found))
    }
}
