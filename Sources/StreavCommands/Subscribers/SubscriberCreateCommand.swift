internal import ArgumentParser
internal import StreavControl
internal import StreavDomain

struct SubscriberCreateCommand: Verb {
    static let configuration = CommandConfiguration(
        commandName: "create", abstract: "Make a subscriber, with an access token.",
        discussion: """
            Examples:
              streav-cli subscriber create ada --bundle "All channels" --expires 2027-12-31
              streav-cli subscriber create --trial --bundle 1        makes a username as well
            """)

    @OptionGroup var global: GlobalOptions
    @OptionGroup var options: SubscriberOptions

    @Argument(help: "1 to 64 letters, digits or . _ @ -; without it one is made.")
    var username: String?

    @Flag(name: .customLong("trial"), help: "A trial.")
    var isTrial = false

    func run(_ session: CommandSession) async throws -> CommandAnswer {
        let start = SubscriberDetails(username: username ?? "", isTrial: isTrial)
        let made = try await session.perform { [options] transaction in
            try transaction.subscribers.create(try options.changed(start, transaction.connection))
        }
        return .done(
            "Subscriber \(made.subscriber.details.username) was made. The access token is \(made.accessToken)",
            SubscriberCommand.fields(made.subscriber) + [OutputField("accessToken", made.accessToken)])
    }
}

struct SubscriberUpdateCommand: Verb {
    static let configuration = CommandConfiguration(
        commandName: "update", abstract: "Change a subscriber; what is not named stays.",
        discussion: """
            Lists that are named replace those there were.

            Example:
              streav-cli subscriber update ada --expires never --max-connections 3
            """)

    @OptionGroup var global: GlobalOptions
    @OptionGroup var options: SubscriberOptions

    @Argument(help: "Username or id.")
    var subscriber: String

    func run(_ session: CommandSession) async throws -> CommandAnswer {
        let updated = try await session.perform { [options, subscriber] transaction in
            let old = try Reference.subscriber(subscriber, transaction.connection)
            let details = try options.changed(old.details, transaction.connection)
            return try transaction.subscribers.update(old.id, details, expecting: old.revision)
        }
        return .done("Subscriber \(updated.details.username) was changed.", SubscriberCommand.fields(updated))
    }
}
