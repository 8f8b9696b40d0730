internal import ArgumentParser
internal import StreavControl
internal import StreavDomain

struct UserSetPasswordCommand: Verb {
    static let configuration = CommandConfiguration(
        commandName: "set-password", abstract: "Give a user another password.",
        discussion: """
            All sessions of the user end. Without --password-stdin a password is made and shown once.

            Example:
              streav-cli user set-password ada
            """)

    @OptionGroup var global: GlobalOptions

    @Argument(help: "Username or id.")
    var user: String

    @Flag(name: .customLong("password-stdin"), help: "Read the password from standard input.")
    var readsPassword = false

    func run(_ session: CommandSession) async throws -> CommandAnswer {
        let found = try await session.read { [user] in try Reference.user(user, $0) }
        let password = try SecretInput.password(isRead: readsPassword, session)
        let context = [found.details.username] + (found.details.email.map { [$0] } ?? [])
        let hashed = try HashedPassword(password.text, context: context)
        try await session.perform { try $0.users.setPassword(found.id, hashed) }
        let shown = password.isMade ? " It is \(password.text)" : ""
        return .done(
            "User \(found.details.username) has another password.\(shown)",
            UserCommand.fields(found) + [OutputField("password", password.isMade ? password.text : nil)])
    }
}
