internal import ArgumentParser

struct ConfigCommand: Verb {
    static let configuration = CommandConfiguration(
        commandName: "config", abstract: "What is set, from where, and what is wrong with it.",
        discussion: """
            It reads the environment that it is run in: run it as the programs are run. Of secrets only the harmless \
            part is shown. The exit code is 1 where something is wrong.

            Examples:
              streav-cli config
              streav-cli config --output json
            """)

    static var opening: VerbOpening { .nothing }

    @OptionGroup var global: GlobalOptions

    func run(_ session: CommandSession) async throws -> CommandAnswer {
        let settings = session.host.settings(session.folder)
        var answer = CommandAnswer.list(
            settings.map { setting in
                [
                    OutputField("name", setting.name), OutputField("value", setting.value),
                    OutputField("origin", setting.origin.rawValue),
                    OutputField("readers", .list(setting.readers.map { .text($0) })),
                    OutputField("problem", setting.problem),
                ]
            })
        answer.code = settings.contains { $0.problem != nil } ? 1 : 0
        return answer
    }
}
