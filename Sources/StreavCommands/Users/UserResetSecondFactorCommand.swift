internal import ArgumentParser
internal import StreavControl
internal import StreavDomain

struct UserResetSecondFactorCommand: Verb {
    static let configuration = CommandConfiguration(
        commandName: "reset-second-factor", abstract: "Take a user's second factor away.",
        discussion: """
            For somebody who has lost the device and the recovery codes: make sure who asks. The user signs in with \
            the password alone, and can set another one up.

            Example:
              streav-cli user reset-second-factor ada
            """)

    @OptionGroup var global: GlobalOptions
    @OptionGroup var confirmation: Confirmation

    @Argument(help: "Username or id.")
    var user: String

    func run(_ session: CommandSession) async throws -> CommandAnswer {
        let found = try await session.read { [user] in try Reference.user(user, $0) }
        try confirmation.require(
            "user \(found.details.username) will sign in with the password alone", session)
        try await session.perform { try $0.users.resetSecondFactor(found.id) }
        return .done(
            "User \(found.details.username) has no second factor any more.", UserCommand.fields(found))
    }
}
