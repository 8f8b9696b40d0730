internal import ArgumentParser

/// What every verb takes.
struct GlobalOptions: ParsableArguments {
    @Option(
        name: .customLong("data"),
        help: "A folder of streav-sim (--data) to work on, instead of what the environment names.",
        completion: .directory)
    var folder: String?

    @Option(help: "How to answer: table, for people, or json, for programs.")
    var output: OutputFormat = .table
}

enum OutputFormat: String, ExpressibleByArgument, CaseIterable {
    case table, json
}
