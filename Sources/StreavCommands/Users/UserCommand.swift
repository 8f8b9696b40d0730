internal import ArgumentParser
internal import StreavDomain

struct UserCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "user",
        abstract: "People who sign in to the dashboard.",
        discussion: """
            A user is named by username or id.

            Examples:
              streav-cli user list
              streav-cli user create ada --role administrator        makes a password and shows it
              streav-cli user set-password ada --password-stdin < file
              streav-cli user reset-second-factor ada                when the telephone is lost
            """,
        subcommands: [
            UserListCommand.self, UserShowCommand.self, UserCreateCommand.self, UserUpdateCommand.self,
            UserSetPasswordCommand.self, UserResetSecondFactorCommand.self, UserEnableCommand.self,
            UserDisableCommand.self, UserDeleteCommand.self,
        ])

    static func fields(_ user: User) -> [OutputField] {
        [
            OutputField("id", user.id), OutputField("username", user.details.username),
            OutputField("email", user.details.email), OutputField("role", RoleArgument(user.details.role).rawValue),
            OutputField("isDisabled", user.details.isDisabled),
            OutputField("lastSignedInAt", user.lastSignedInAt), OutputField("createdAt", user.createdAt),
        ]
    }
}

enum RoleArgument: String, ExpressibleByArgument, CaseIterable {
    case administrator, `operator`, support
    case readOnly = "read-only"

    init(_ role: UserRole) {
        switch role {
        case .administrator: self = .administrator
        case .operator: self = .operator
        case .support: self = .support
        case .readOnly: self = .readOnly
        }
    }

    var role: UserRole {
        switch self {
        case .administrator: .administrator
        case .operator: .operator
        case .support: .support
        case .readOnly: .readOnly
        }
    }
}
