internal import ArgumentParser
internal import StreavDomain
internal import StreavSQL
internal import StreavStore

struct OAuthAppCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "oauth-app",
        abstract: "Third parties' applications of the API.",
        discussion: """
            An application is named by its client id or its id.

            Examples:
              streav-cli oauth-app create "Billing" --scope api.subscriber.read --scope api.subscriber.update
              streav-cli oauth-app rotate-secret 3
            """,
        subcommands: [
            OAuthAppListCommand.self, OAuthAppShowCommand.self, OAuthAppCreateCommand.self,
            OAuthAppRotateSecretCommand.self, OAuthAppEnableCommand.self, OAuthAppDisableCommand.self,
            OAuthAppDeleteCommand.self,
        ])

    static func fields(_ application: OAuthApplication) -> [OutputField] {
        [
            OutputField("id", application.id), OutputField("name", application.details.name),
            OutputField("clientId", application.clientID),
            OutputField("scopes", .list(application.details.scopes.map { .text($0.rawValue) })),
            OutputField("isDisabled", application.details.isDisabled),
            OutputField("lastUsedAt", application.lastUsedAt), OutputField("createdAt", application.createdAt),
        ]
    }
}

/// A scope as it is typed.
struct ScopeArgument: ExpressibleByArgument {
    let scope: OAuthScope

    init?(argument: String) {
        guard let scope = OAuthScope(rawValue: argument) else { return nil }
        self.scope = scope
    }

    static var allValueStrings: [String] { OAuthScope.allCases.map(\.rawValue) }
}

extension Reference {
    /// By client id, or by id.
    static func application(_ text: String, _ connection: any DatabaseConnection) throws -> OAuthApplication {
        if let found = try connection.oauthApplications.find(clientID: text) { return found }
        if let id: OAuthApplicationID = id(text), let found = try connection.oauthApplications.find(id) {
            return found
        }
        throw missing("oauth-app", text)
    }
}
