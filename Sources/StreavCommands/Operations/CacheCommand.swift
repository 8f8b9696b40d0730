internal import ArgumentParser

struct CacheCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "cache",
        abstract: "What is kept in Redis for a while.",
        discussion: "Example:\n  streav-cli cache flush",
        subcommands: [CacheFlushCommand.self])
}

struct CacheFlushCommand: Verb {
    static let configuration = CommandConfiguration(
        commandName: "flush", abstract: "Forget everything in the cache under its prefix.",
        discussion: """
            Nothing is lost that matters for long: sessions take their places up again when they renew them, for some \
            seconds more of them may be open than are allowed, and counts of failed sign-ins begin anew. After a \
            restore it makes sure that nothing of before is remembered.

            Example:
              streav-cli cache flush --yes
            """)

    static var opening: VerbOpening { .backends }

    @OptionGroup var global: GlobalOptions
    @OptionGroup var confirmation: Confirmation

    func run(_ session: CommandSession) async throws -> CommandAnswer {
        guard let cache = session.backends.cache, let flush = session.backends.flushCache else {
            throw CommandFailure(
                .refused, "there is no cache server: a cache in memory ends with the program that it is in")
        }
        try confirmation.require("everything in the cache at \(cache.place) will be forgotten", session)
        let count = try await flush()
        return .done("\(count) keys were forgotten.", [OutputField("removed", count)])
    }
}
