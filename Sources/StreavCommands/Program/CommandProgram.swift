internal import ArgumentParser

/// `streav-cli`, from its arguments to its exit code.
public enum CommandProgram {
    public static let name = "streav-cli"

    /// - Parameter arguments: Without the program's name.
    /// - Returns: 0 done, 1 refused or something is wrong, 2 wrong usage, 15 a service is not there.
    public static func run(_ arguments: [String], host: CommandHost) async -> Int32 {
        let verb: any Verb
        do {
            var command = try StreavCLI.parseAsRoot(arguments)
            guard let found = command as? any Verb else {
                // Help, or a resource without a verb, which asks for it: both say so by an error.
                try command.run()
                return 0
            }
            verb = found
        } catch {
            return answer(error, to: arguments, host)
        }
        do {
            let found = try await run(verb, host)
            host.terminal.write(found.rendered(verb.global.output))
            return found.code
        } catch {
            let failure = CommandFailure(wrapping: error)
            host.terminal.complain("\(name): \(failure.message).\n")
            return failure.code.rawValue
        }
    }

    private static func run(_ verb: some Verb, _ host: CommandHost) async throws -> CommandAnswer {
        let opening = type(of: verb).opening
        let folder = verb.global.folder
        guard opening != .nothing else {
            return try await verb.run(CommandSession(host: host, folder: folder, opened: nil))
        }
        let backends = try await host.open(
            CommandOpening(folder: folder, mayCreate: opening == .newBackends))
        let session = CommandSession(host: host, folder: folder, opened: backends)
        do {
            if opening == .store { try await session.requireSchema() }
            let answer = try await verb.run(session)
            await backends.close()
            return answer
        } catch {
            await backends.close()
            throw error
        }
    }

    /// Help, a completion script, or what is wrong with what was typed. The parser's own code for the last is 64.
    private static func answer(_ error: any Error, to arguments: [String], _ host: CommandHost) -> Int32 {
        let code = StreavCLI.exitCode(for: error)
        let text = StreavCLI.fullMessage(for: error) + "\n"
        if code == .success {
            host.terminal.write(text)
            return 0
        }
        host.terminal.complain(text)
        if arguments.first?.hasPrefix("-") == true {
            host.terminal.complain("Options stand behind the verb: \(name) status --data FOLDER\n")
        }
        return CommandFailure.Code.usage.rawValue
    }
}
