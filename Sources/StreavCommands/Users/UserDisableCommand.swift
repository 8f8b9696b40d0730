internal import ArgumentParser
internal import StreavControl
internal import StreavDomain

struct UserDisableCommand: Verb {
    static let configuration = CommandConfiguration(
        commandName: "disable", abstract: "Keep a user from signing in, and end the sessions.",
        discussion: "Example:\n  streav-cli user disable ada")

    @OptionGroup var global: GlobalOptions
    @OptionGroup var confirmation: Confirmation

    @Argument(help: "Username or id.")
    var user: String

    func run(_ session: CommandSession) async throws -> CommandAnswer {
        try confirmation.require("user \(user) will be signed out and kept out", session)
        return try await UserSwitch.set(user, isDisabled: true, session)
    }
}

struct UserEnableCommand: Verb {
    static let configuration = CommandConfiguration(
        commandName: "enable", abstract: "Let a user sign in again.",
        discussion: "Example:\n  streav-cli user enable ada")

    @OptionGroup var global: GlobalOptions

    @Argument(help: "Username or id.")
    var user: String

    func run(_ session: CommandSession) async throws -> CommandAnswer {
        try await UserSwitch.set(user, isDisabled: false, session)
    }
}

enum UserSwitch {
    static func set(_ user: String, isDisabled: Bool, _ session: CommandSession) async throws -> CommandAnswer {
        let found = try await session.perform { transaction in
            let found = try Reference.user(user, transaction.connection)
            try transaction.users.setDisabled(isDisabled, [found.id])
            return try Reference.user("\(found.id)", transaction.connection)
        }
        let state = isDisabled ? "can no longer sign in" : "can sign in"
        return .done("User \(found.details.username) \(state).", UserCommand.fields(found))
    }
}
