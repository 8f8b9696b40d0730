internal import ArgumentParser
internal import StreavControl
internal import StreavDomain

struct UserDeleteCommand: Verb {
    static let configuration = CommandConfiguration(
        commandName: "delete", abstract: "Delete a user.",
        discussion: "Subscribers that the user looked after stay.\n\nExample:\n  streav-cli user delete ada")

    @OptionGroup var global: GlobalOptions
    @OptionGroup var confirmation: Confirmation

    @Argument(help: "Username or id.")
    var user: String

    func run(_ session: CommandSession) async throws -> CommandAnswer {
        let found = try await session.read { [user] in try Reference.user(user, $0) }
        try confirmation.require("user \(found.details.username) will be deleted", session)
        try await session.perform { try $0.users.delete(found.id) }
        return .done("User \(found.details.username) was deleted.", UserCommand.fields(found))
    }
}
