internal import ArgumentParser
internal import StreavControl
internal import StreavDomain

struct OAuthAppCreateCommand: Verb {
    static let configuration = CommandConfiguration(
        commandName: "create", abstract: "Make an application, with a client id and a secret.",
        discussion: """
            The secret is shown once: only its hash is kept.

            Example:
              streav-cli oauth-app create "Billing" --scope api.subscriber.read --scope api.bundle.read
            """)

    @OptionGroup var global: GlobalOptions

    @Argument(help: "What people call it.")
    var name: String

    @Option(name: .customLong("scope"), help: "What it may do; may be repeated.")
    var scopes: [ScopeArgument]

    func run(_ session: CommandSession) async throws -> CommandAnswer {
        let details = OAuthApplicationDetails(name: name, scopes: scopes.map(\.scope))
        let made = try await session.perform { try $0.oauthApplications.create(details) }
        return .done(
            "Application \(name) was made. The client id is \(made.application.clientID), the secret "
                + made.clientSecret,
            OAuthAppCommand.fields(made.application) + [OutputField("clientSecret", made.clientSecret)])
    }
}

struct OAuthAppRotateSecretCommand: Verb {
    static let configuration = CommandConfiguration(
        commandName: "rotate-secret", abstract: "Give an application another secret.",
        discussion: """
            The old secret and all tokens that were issued end at once. The new one is shown once.

            Example:
              streav-cli oauth-app rotate-secret 3 --yes
            """)

    @OptionGroup var global: GlobalOptions
    @OptionGroup var confirmation: Confirmation

    @Argument(help: "Client id or id.")
    var application: String

    func run(_ session: CommandSession) async throws -> CommandAnswer {
        let found = try await session.read { [application] in try Reference.application(application, $0) }
        try confirmation.require(
            "the secret and the tokens of application \(found.details.name) will end", session)
        let secret = try await session.perform { try $0.oauthApplications.rotateSecret(found.id) }
        return .done(
            "Application \(found.details.name) has another secret. It is \(secret)",
            OAuthAppCommand.fields(found) + [OutputField("clientSecret", secret)])
    }
}
