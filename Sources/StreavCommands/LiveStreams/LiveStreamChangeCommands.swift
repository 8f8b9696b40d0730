internal import ArgumentParser
internal import StreavControl
internal import StreavDomain

struct LiveStreamCreateCommand: Verb {
    static let configuration = CommandConfiguration(
        commandName: "create", abstract: "Make a live stream.",
        discussion: """
            A source whose address holds a password is better made in the dashboard: everybody on this machine can \
            read command lines. Or add --sources-stdin and give the addresses as lines of standard input.

            Examples:
              streav-cli live-stream create "News" --number 7 --source http://encoder.example.org/news.ts
              streav-cli live-stream create "News" --number 7 --sources-stdin < addresses
            """)

    @OptionGroup var global: GlobalOptions

    @Argument(help: "What people call it.")
    var name: String

    @Option(help: "The channel's number, 0 to 999999.")
    var number: Int

    @OptionGroup var sources: SourceOptions

    @Flag(name: .customLong("on-demand"), help: "It runs only while somebody watches.")
    var startsOnDemand = false

    func run(_ session: CommandSession) async throws -> CommandAnswer {
        let details = LiveStreamDetails(
            number: number, name: name, startsOnDemand: startsOnDemand, sources: try sources.read(session) ?? [])
        let made = try await session.perform { try $0.liveStreams.create(details) }
        return .done("Live stream \(name) was made, with id \(made.id).", LiveStreamCommand.fields(made))
    }
}

/// Where a stream comes from.
struct SourceOptions: ParsableArguments {
    @Option(name: .customLong("source"), help: "Where it comes from, the first first; may be repeated.")
    var addresses: [String] = []

    @Flag(name: .customLong("sources-stdin"), help: "Read the addresses from standard input, one a line.")
    var readsSources = false

    /// Nil where nothing is said.
    func read(_ session: CommandSession) throws -> [LiveStreamSource]? {
        guard readsSources else {
            return addresses.isEmpty ? nil : addresses.map { LiveStreamSource(address: $0) }
        }
        guard addresses.isEmpty else {
            throw CommandFailure(.usage, "--source and --sources-stdin are not for the same command")
        }
        var sources: [LiveStreamSource] = []
        while let line = session.host.terminal.readLine("Source (empty: no more): ", isSecret: false), !line.isEmpty,
            sources.count <= LiveStreamDetails.sourceLimit
        {
            sources.append(LiveStreamSource(address: line))
        }
        return sources
    }
}

struct LiveStreamUpdateCommand: Verb {
    static let configuration = CommandConfiguration(
        commandName: "update", abstract: "Change a live stream; what is not named stays.",
        discussion: "Example:\n  streav-cli live-stream update 7 --name \"World News\" --number 8")

    @OptionGroup var global: GlobalOptions

    @Argument(help: "Its id.")
    var stream: String

    @Option(help: "The new name.")
    var name: String?

    @Option(help: "The new number, 0 to 999999.")
    var number: Int?

    @OptionGroup var sources: SourceOptions

    func run(_ session: CommandSession) async throws -> CommandAnswer {
        let given = try sources.read(session)
        let updated = try await session.perform { [stream, name, number] transaction in
            let old = try Reference.liveStream(stream, transaction.connection)
            var details = old.details
            if let name { details.name = name }
            if let number { details.number = number }
            if let given { details.sources = given }
            return try transaction.liveStreams.update(old.id, details, expecting: old.revision)
        }
        return .done("Live stream \(updated.details.name) was changed.", LiveStreamCommand.fields(updated))
    }
}

struct LiveStreamEnableCommand: Verb {
    static let configuration = CommandConfiguration(
        commandName: "enable", abstract: "Switch a live stream on.",
        discussion: "Example:\n  streav-cli live-stream enable 7")

    @OptionGroup var global: GlobalOptions

    @Argument(help: "Its id.")
    var stream: String

    func run(_ session: CommandSession) async throws -> CommandAnswer {
        let updated = try await session.perform { [stream] transaction in
            let old = try Reference.liveStream(stream, transaction.connection)
            return try transaction.liveStreams.setEnabled(old.id, true)
        }
        return .done("Live stream \(updated.details.name) is on.", LiveStreamCommand.fields(updated))
    }
}

struct LiveStreamDisableCommand: Verb {
    static let configuration = CommandConfiguration(
        commandName: "disable", abstract: "Switch a live stream off; who watches it is cut off.",
        discussion: "Example:\n  streav-cli live-stream disable 7")

    @OptionGroup var global: GlobalOptions
    @OptionGroup var confirmation: Confirmation

    @Argument(help: "Its id.")
    var stream: String

    func run(_ session: CommandSession) async throws -> CommandAnswer {
        let found = try await session.read { [stream] in try Reference.liveStream(stream, $0) }
        try confirmation.require("who watches \(found.details.name) will be cut off", session)
        let updated = try await session.perform { try $0.liveStreams.setEnabled(found.id, false) }
        return .done("Live stream \(updated.details.name) is off.", LiveStreamCommand.fields(updated))
    }
}

struct LiveStreamDeleteCommand: Verb {
    static let configuration = CommandConfiguration(
        commandName: "delete", abstract: "Delete a live stream, and take it from all bundles.",
        discussion: "Example:\n  streav-cli live-stream delete 7")

    @OptionGroup var global: GlobalOptions
    @OptionGroup var confirmation: Confirmation

    @Argument(help: "Its id.")
    var stream: String

    func run(_ session: CommandSession) async throws -> CommandAnswer {
        let found = try await session.read { [stream] in try Reference.liveStream(stream, $0) }
        try confirmation.require(
            "live stream \(found.details.name) will be deleted and taken from all bundles", session)
        try await session.perform { try $0.liveStreams.delete(found.id) }
        return .done("Live stream \(found.details.name) was deleted.", LiveStreamCommand.fields(found))
    }
}
