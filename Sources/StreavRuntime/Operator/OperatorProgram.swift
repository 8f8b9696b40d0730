import FoundationEssentials
import StreavCommands
import StreavLocal
import StreavPorts

/// `streav-cli`: the verbs of ``StreavCommands`` on the backends that the environment names.
public enum OperatorProgram {
    /// - Returns: The exit code.
    public static func run() async -> Int32 {
        await run(
            Array(CommandLine.arguments.dropFirst()), environment: ProcessInfo.processInfo.environment,
            terminal: SystemTerminal())
    }

    static func run(
        _ arguments: [String], environment: [String: String], terminal: any CommandTerminal
    ) async -> Int32 {
        let settings = OperatorSettings(environment)
        let host = CommandHost(
            clock: .system, entropy: SystemEntropy(), terminal: terminal, operatorName: OperatorName.current,
            open: { opening in try await OperatorBackends.open(opening, settings) },
            settings: { folder in settings.report(folder: folder) })
        return await CommandProgram.run(arguments, host: host)
    }
}
