internal import ArgumentParser
internal import StreavControl
internal import StreavDomain
internal import StreavStore

struct ShowCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "show",
        abstract: "Series.",
        discussion: """
            A show is named by its id. Seasons and episodes are kept in the dashboard.

            Example:
              streav-cli show create "The Lighthouse" --released 2021-03-01
            """,
        subcommands: [
            ShowListCommand.self, ShowShowCommand.self, ShowCreateCommand.self, ShowUpdateCommand.self,
            ShowDeleteCommand.self,
        ])
}

struct ShowListCommand: Verb {
    static let configuration = CommandConfiguration(
        commandName: "list", abstract: "Shows, by title.", discussion: "Example:\n  streav-cli show list")

    @OptionGroup var global: GlobalOptions
    @OptionGroup var options: TitleListOptions

    func run(_ session: CommandSession) async throws -> CommandAnswer {
        try await TitleReport.list(.show, options, session)
    }
}

struct ShowShowCommand: Verb {
    static let configuration = CommandConfiguration(
        commandName: "show", abstract: "One show.", discussion: "Example:\n  streav-cli show show 2")

    @OptionGroup var global: GlobalOptions

    @Argument(help: "Its id.")
    var show: String

    func run(_ session: CommandSession) async throws -> CommandAnswer {
        .object(TitleReport.fields(try await session.read { [show] in try Reference.show(show, $0) }))
    }
}

struct ShowCreateCommand: Verb {
    static let configuration = CommandConfiguration(
        commandName: "create", abstract: "Make a show.",
        discussion: "Example:\n  streav-cli show create \"The Lighthouse\" --released 2021-03-01")

    @OptionGroup var global: GlobalOptions
    @OptionGroup var options: TitleOptions

    @Argument(help: "What people call it.")
    var title: String

    func run(_ session: CommandSession) async throws -> CommandAnswer {
        var common = TitleDetails(title: title)
        try options.change(&common)
        let details = ShowDetails(common)
        let made = try await session.perform { try $0.shows.create(details) }
        return .done("Show \(title) was made, with id \(made.id).", TitleReport.fields(made))
    }
}

struct ShowUpdateCommand: Verb {
    static let configuration = CommandConfiguration(
        commandName: "update", abstract: "Change a show; what is not named stays.",
        discussion: "Example:\n  streav-cli show update 2 --title \"The Lighthouse Keepers\"")

    @OptionGroup var global: GlobalOptions
    @OptionGroup var options: TitleOptions

    @Argument(help: "Its id.")
    var show: String

    @Option(help: "The new title.")
    var title: String?

    func run(_ session: CommandSession) async throws -> CommandAnswer {
        let updated = try await session.perform { [show, title, options] transaction in
            let old = try Reference.show(show, transaction.connection)
            var details = old.details
            if let title { details.common.title = title }
            try options.change(&details.common)
            return try transaction.shows.update(old.id, details, expecting: old.revision)
        }
        return .done("Show \(updated.details.common.title) was changed.", TitleReport.fields(updated))
    }
}

struct ShowDeleteCommand: Verb {
    static let configuration = CommandConfiguration(
        commandName: "delete", abstract: "Delete a show with its seasons and episodes.",
        discussion: "What they played stays.\n\nExample:\n  streav-cli show delete 2")

    @OptionGroup var global: GlobalOptions
    @OptionGroup var confirmation: Confirmation

    @Argument(help: "Its id.")
    var show: String

    func run(_ session: CommandSession) async throws -> CommandAnswer {
        let found = try await session.read { [show] in try Reference.show(show, $0) }
        try confirmation.require(
            "show \(found.details.common.title) will be deleted with its seasons and episodes", session)
        try await session.perform { try $0.shows.delete(found.id) }
        return .done("Show \(found.details.common.title) was deleted.", TitleReport.fields(found))
    }
}
