internal import ArgumentParser
internal import StreavStore

struct UserListCommand: Verb {
    static let configuration = CommandConfiguration(
        commandName: "list", abstract: "All users, by name.",
        discussion: "Example:\n  streav-cli user list --role administrator --output json")

    @OptionGroup var global: GlobalOptions
    @OptionGroup var page: ListOptions

    @Option(help: "Part of the username or the e-mail address.")
    var text: String?

    @Option(help: "One role alone.")
    var role: RoleArgument?

    func run(_ session: CommandSession) async throws -> CommandAnswer {
        let filter = UserTable.Filter(text: text, role: role?.role)
        let slice = page.slice
        let found = try await session.read {
            try $0.users.list(filter, order: .username, descending: false, slice)
        }
        return .list(
            found.entries.map {
                UserCommand.fields($0.user) + [OutputField("hasSecondFactor", $0.hasSecondFactor)]
            }, total: found.total)
    }
}
