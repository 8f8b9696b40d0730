internal import ArgumentParser
internal import StreavControl
internal import StreavDomain

struct BundleCreateCommand: Verb {
    static let configuration = CommandConfiguration(
        commandName: "create", abstract: "Make a bundle.",
        discussion: "Example:\n  streav-cli bundle create \"Sports\" --live-stream 3 --movie 7")

    @OptionGroup var global: GlobalOptions

    @Argument(help: "What people call it.")
    var name: String

    @Option(help: "A description.")
    var description: String?

    @Option(name: .customLong("live-stream"), help: "The id of a live stream; may be repeated.")
    var liveStreams: [Int32] = []

    @Option(name: .customLong("movie"), help: "The id of a movie; may be repeated.")
    var movies: [Int32] = []

    @Option(name: .customLong("show"), help: "The id of a show; may be repeated.")
    var shows: [Int32] = []

    func run(_ session: CommandSession) async throws -> CommandAnswer {
        let details = BundleDetails(
            name: name, description: description, liveStreams: liveStreams.map { LiveStreamID($0) },
            movies: movies.map { MovieID($0) }, shows: shows.map { ShowID($0) })
        let made = try await session.perform { try $0.bundles.create(details) }
        return .done("Bundle \(name) was made, with id \(made.id).", BundleCommand.fields(made))
    }
}

struct BundleUpdateCommand: Verb {
    static let configuration = CommandConfiguration(
        commandName: "update", abstract: "Change a bundle; what is not named stays.",
        discussion: """
            Example:
              streav-cli bundle update "Sports" --add-live-stream 9 --remove-movie 7
            """)

    @OptionGroup var global: GlobalOptions

    @Argument(help: "Name or id.")
    var bundle: String

    @Option(help: "The new name.")
    var name: String?

    @Option(help: "The new description; '' takes it away.")
    var description: String?

    @Option(name: .customLong("add-live-stream"), help: "The id of a live stream to put in; may be repeated.")
    var addedStreams: [Int32] = []

    @Option(name: .customLong("remove-live-stream"), help: "The id of one to take out; may be repeated.")
    var removedStreams: [Int32] = []

    @Option(name: .customLong("add-movie"), help: "The id of a movie to put in; may be repeated.")
    var addedMovies: [Int32] = []

    @Option(name: .customLong("remove-movie"), help: "The id of one to take out; may be repeated.")
    var removedMovies: [Int32] = []

    @Option(name: .customLong("add-show"), help: "The id of a show to put in; may be repeated.")
    var addedShows: [Int32] = []

    @Option(name: .customLong("remove-show"), help: "The id of one to take out; may be repeated.")
    var removedShows: [Int32] = []

    func run(_ session: CommandSession) async throws -> CommandAnswer {
        let updated = try await session.perform { [self] transaction in
            let old = try Reference.bundle(bundle, transaction.connection)
            var details = old.details
            if let name { details.name = name }
            if let description { details.description = description.isEmpty ? nil : description }
            Self.change(&details.liveStreams, adding: addedStreams, removing: removedStreams)
            Self.change(&details.movies, adding: addedMovies, removing: removedMovies)
            Self.change(&details.shows, adding: addedShows, removing: removedShows)
            return try transaction.bundles.update(old.id, details, expecting: old.revision)
        }
        return .done("Bundle \(updated.details.name) was changed.", BundleCommand.fields(updated))
    }

    private static func change<Entity>(
        _ list: inout [Identifier<Entity>], adding added: [Int32], removing removed: [Int32]
    ) {
        list.removeAll { removed.contains($0.rawValue) }
        let present = Set(list)
        list += added.map { Identifier<Entity>($0) }.filter { !present.contains($0) }
    }
}

struct BundleDeleteCommand: Verb {
    static let configuration = CommandConfiguration(
        commandName: "delete", abstract: "Delete a bundle; its subscribers lose it.",
        discussion: "What was in it stays.\n\nExample:\n  streav-cli bundle delete \"Sports\"")

    @OptionGroup var global: GlobalOptions
    @OptionGroup var confirmation: Confirmation

    @Argument(help: "Name or id.")
    var bundle: String

    func run(_ session: CommandSession) async throws -> CommandAnswer {
        let found = try await session.read { [bundle] in try Reference.bundle(bundle, $0) }
        try confirmation.require(
            "bundle \(found.details.name) will be deleted, and its subscribers lose it", session)
        try await session.perform { try $0.bundles.delete(found.id) }
        return .done("Bundle \(found.details.name) was deleted.", BundleCommand.fields(found))
    }
}
