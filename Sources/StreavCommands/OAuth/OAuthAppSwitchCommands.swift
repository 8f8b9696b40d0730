internal import ArgumentParser
internal import StreavControl
internal import StreavDomain

struct OAuthAppDisableCommand: Verb {
    static let configuration = CommandConfiguration(
        commandName: "disable", abstract: "Refuse an application, and end its tokens.",
        discussion: "Example:\n  streav-cli oauth-app disable 3")

    @OptionGroup var global: GlobalOptions
    @OptionGroup var confirmation: Confirmation

    @Argument(help: "Client id or id.")
    var application: String

    func run(_ session: CommandSession) async throws -> CommandAnswer {
        try confirmation.require("application \(application) will be refused, and its tokens end", session)
        return try await OAuthAppSwitch.set(application, isDisabled: true, session)
    }
}

struct OAuthAppEnableCommand: Verb {
    static let configuration = CommandConfiguration(
        commandName: "enable", abstract: "Let an application in again.",
        discussion: "Example:\n  streav-cli oauth-app enable 3")

    @OptionGroup var global: GlobalOptions

    @Argument(help: "Client id or id.")
    var application: String

    func run(_ session: CommandSession) async throws -> CommandAnswer {
        try await OAuthAppSwitch.set(application, isDisabled: false, session)
    }
}

enum OAuthAppSwitch {
    static func set(
        _ application: String, isDisabled: Bool, _ session: CommandSession
    ) async throws -> CommandAnswer {
        let found = try await session.perform { transaction in
            let found = try Reference.application(application, transaction.connection)
            var details = found.details
            details.isDisabled = isDisabled
            try transaction.oauthApplications.update(found.id, details, expecting: found.revision)
            return try Reference.application(found.clientID, transaction.connection)
        }
        return .done(
            "Application \(found.details.name) is \(isDisabled ? "refused" : "let in").",
            OAuthAppCommand.fields(found))
    }
}

struct OAuthAppDeleteCommand: Verb {
    static let configuration = CommandConfiguration(
        commandName: "delete", abstract: "Delete an application, and end its tokens.",
        discussion: "Example:\n  streav-cli oauth-app delete 3")

    @OptionGroup var global: GlobalOptions
    @OptionGroup var confirmation: Confirmation

    @Argument(help: "Client id or id.")
    var application: String

    func run(_ session: CommandSession) async throws -> CommandAnswer {
        let found = try await session.read { [application] in try Reference.application(application, $0) }
        try confirmation.require("application \(found.details.name) will be deleted", session)
        try await session.perform { try $0.oauthApplications.delete(found.id) }
        return .done("Application \(found.details.name) was deleted.", OAuthAppCommand.fields(found))
    }
}
