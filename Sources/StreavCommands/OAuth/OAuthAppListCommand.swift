internal import ArgumentParser
internal import StreavStore

struct OAuthAppListCommand: Verb {
    static let configuration = CommandConfiguration(
        commandName: "list", abstract: "All applications, by name.",
        discussion: "Example:\n  streav-cli oauth-app list --output json")

    @OptionGroup var global: GlobalOptions
    @OptionGroup var page: ListOptions

    func run(_ session: CommandSession) async throws -> CommandAnswer {
        let slice = page.slice
        let found = try await session.read { try $0.oauthApplications.listed(slice) }
        return .list(found.entries.map(OAuthAppCommand.fields), total: found.total)
    }
}

struct OAuthAppShowCommand: Verb {
    static let configuration = CommandConfiguration(
        commandName: "show", abstract: "One application.", discussion: "Example:\n  streav-cli oauth-app show 3")

    @OptionGroup var global: GlobalOptions

    @Argument(help: "Client id or id.")
    var application: String

    func run(_ session: CommandSession) async throws -> CommandAnswer {
        .object(
            OAuthAppCommand.fields(
                try await session.read { [application] in try Reference.application(application, $0) }))
    }
}
