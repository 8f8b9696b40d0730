internal import ArgumentParser

/// What verbs take that destroy something.
struct Confirmation: ParsableArguments {
    @Flag(name: [.customShort("y"), .customLong("yes")], help: "Do not ask.")
    var isGiven = false

    /// - Parameter deed: What is about to be done, as a sentence without a full stop.
    /// - Throws: ``CommandFailure`` where the answer is not yes, or there is nobody to ask.
    func require(_ deed: String, _ session: CommandSession) throws {
        guard !isGiven else { return }
        guard session.host.terminal.isInteractive else {
            throw CommandFailure(.usage, "\(deed): add --yes, as there is nobody here who could be asked")
        }
        let answer = session.host.terminal.readLine("\(deed). Type yes to go on: ", isSecret: false)
        guard answer?.lowercased() == "yes" else { throw CommandFailure(.refused, "nothing was done") }
    }
}
