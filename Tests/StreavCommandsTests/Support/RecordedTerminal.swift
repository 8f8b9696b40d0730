import StreavCommands
import Synchronization

/// A terminal that remembers what it was told, and answers what it was given.
final class RecordedTerminal: CommandTerminal {
    private struct State {
        var output = ""
        var complaints = ""
        var prompts: [String] = []
        var answers: [String]
    }

    let isInteractive: Bool
    private let state: Mutex<State>

    init(answers: [String] = [], isInteractive: Bool = false) {
        self.isInteractive = isInteractive
        state = Mutex(State(answers: answers))
    }

    func write(_ text: String) { state.withLock { $0.output += text } }
    func complain(_ text: String) { state.withLock { $0.complaints += text } }

    func readLine(_ prompt: String, isSecret: Bool) -> String? {
        state.withLock { state in
            state.prompts.append(prompt)
            return state.answers.isEmpty ? nil : state.answers.removeFirst()
        }
    }

    var output: String { state.withLock { $0.output } }
    var complaints: String { state.withLock { $0.complaints } }
    var prompts: [String] { state.withLock { $0.prompts } }
}
