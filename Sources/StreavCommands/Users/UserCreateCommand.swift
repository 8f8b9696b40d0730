internal import ArgumentParser
internal import StreavControl
internal import StreavDomain

struct UserCreateCommand: Verb {
    static let configuration = CommandConfiguration(
        commandName: "create", abstract: "Let somebody sign in to the dashboard.",
        discussion: """
            Without --password-stdin a password is made and shown once.

            Examples:
              streav-cli user create ada --role administrator --email ada@example.org
              streav-cli user create ada --role operator --password-stdin < file
            """)

    @OptionGroup var global: GlobalOptions

    @Argument(help: "1 to 64 letters, digits or . _ @ -")
    var username: String

    @Option(help: "What the user may do.")
    var role: RoleArgument

    @Option(help: "An e-mail address.")
    var email: String?

    @Flag(name: .customLong("password-stdin"), help: "Read the password from standard input.")
    var readsPassword = false

    func run(_ session: CommandSession) async throws -> CommandAnswer {
        let details = try UserDetails(username: username, email: email, role: role.role).validated()
        let password = try SecretInput.password(isRead: readsPassword, session)
        let hashed = try HashedPassword(password.text, context: [username] + (email.map { [$0] } ?? []))
        let user = try await session.perform { try $0.users.create(details, password: hashed) }
        let shown = password.isMade ? " The password is \(password.text)" : ""
        return .done(
            "User \(username) was made.\(shown)",
            UserCommand.fields(user) + [OutputField("password", password.isMade ? password.text : nil)])
    }
}
