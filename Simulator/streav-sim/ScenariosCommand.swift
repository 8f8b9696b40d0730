import ArgumentParser
import StreavScenario

struct ScenariosCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "scenarios",
        abstract: "List the built-in load scenarios, or explain one.",
        discussion: """
            Examples:
              streav-sim scenarios
              streav-sim scenarios smoke > mine.yaml
            """)

    @Argument(help: "The name of one: it is written out as YAML, with what it is for.")
    var name: String?

    func run() throws {
        guard let name else {
            let width = BuiltInScenario.all.map(\.name.count).max() ?? 0
            for scenario in BuiltInScenario.all {
                let gap = String(repeating: " ", count: width - scenario.name.count + 2)
                Output.write("\(scenario.name)\(gap)\(scenario.headline)\n")
            }
            return
        }
        guard let scenario = BuiltInScenario.named(name) else {
            throw ValidationError("There is no built-in scenario '\(name)'. See: streav-sim scenarios")
        }
        Output.write(scenario.text)
    }
}
