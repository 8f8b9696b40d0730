internal import ArgumentParser
internal import StreavDomain
internal import StreavStore

struct UserShowCommand: Verb {
    static let configuration = CommandConfiguration(
        commandName: "show", abstract: "One user.", discussion: "Example:\n  streav-cli user show ada")

    @OptionGroup var global: GlobalOptions

    @Argument(help: "Username or id.")
    var user: String

    func run(_ session: CommandSession) async throws -> CommandAnswer {
        let (found, hasSecondFactor) = try await session.read { [user] connection in
            let found = try Reference.user(user, connection)
            return (found, try connection.users.sealedSeed(of: found.id) != nil)
        }
        return .object(UserCommand.fields(found) + [OutputField("hasSecondFactor", hasSecondFactor)])
    }
}
