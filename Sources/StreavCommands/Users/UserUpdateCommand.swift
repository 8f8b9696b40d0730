internal import ArgumentParser
internal import StreavControl
internal import StreavDomain
internal import StreavStore

struct UserUpdateCommand: Verb {
    static let configuration = CommandConfiguration(
        commandName: "update", abstract: "Change name, address or role.",
        discussion: "Example:\n  streav-cli user update ada --role support")

    @OptionGroup var global: GlobalOptions

    @Argument(help: "Username or id.")
    var user: String

    @Option(help: "The new username.")
    var username: String?

    @Option(help: "The new e-mail address; '' takes it away.")
    var email: String?

    @Option(help: "What the user may do.")
    var role: RoleArgument?

    func run(_ session: CommandSession) async throws -> CommandAnswer {
        let updated = try await session.perform { [user, username, email, role] transaction in
            let old = try Reference.user(user, transaction.connection)
            var details = old.details
            if let username { details.username = username }
            if let email { details.email = email.isEmpty ? nil : email }
            if let role { details.role = role.role }
            try transaction.users.update(old.id, details, expecting: old.revision)
            return try Reference.user("\(old.id)", transaction.connection)
        }
        return .done("User \(updated.details.username) was changed.", UserCommand.fields(updated))
    }
}
