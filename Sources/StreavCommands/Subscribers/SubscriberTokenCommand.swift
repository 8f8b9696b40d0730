internal import ArgumentParser
internal import StreavControl
internal import StreavDomain

struct SubscriberTokenCommand: Verb {
    static let configuration = CommandConfiguration(
        commandName: "token", abstract: "Show a subscriber's access token.",
        discussion: "Whoever has it watches as the subscriber.\n\nExample:\n  streav-cli subscriber token ada")

    @OptionGroup var global: GlobalOptions

    @Argument(help: "Username or id.")
    var subscriber: String

    func run(_ session: CommandSession) async throws -> CommandAnswer {
        let found = try await session.read { [subscriber] in try Reference.subscriber(subscriber, $0) }
        guard let token = try await session.control().accessToken(of: found.id) else {
            throw Reference.missing("subscriber", subscriber)
        }
        return .object([
            OutputField("id", found.id), OutputField("username", found.details.username),
            OutputField("accessToken", token),
        ])
    }
}

struct SubscriberRegenerateTokenCommand: Verb {
    static let configuration = CommandConfiguration(
        commandName: "regenerate-token", abstract: "Give a subscriber another access token.",
        discussion: "Every address with the old one ends.\n\nExample:\n  streav-cli subscriber regenerate-token ada")

    @OptionGroup var global: GlobalOptions
    @OptionGroup var confirmation: Confirmation

    @Argument(help: "Username or id.")
    var subscriber: String

    func run(_ session: CommandSession) async throws -> CommandAnswer {
        let found = try await session.read { [subscriber] in try Reference.subscriber(subscriber, $0) }
        try confirmation.require(
            "every address that subscriber \(found.details.username) has will end", session)
        let token = try await session.perform { try $0.subscribers.regenerateAccessToken(found.id) }
        return .done(
            "Subscriber \(found.details.username) has another access token. It is \(token)",
            [
                OutputField("id", found.id), OutputField("username", found.details.username),
                OutputField("accessToken", token),
            ])
    }
}
