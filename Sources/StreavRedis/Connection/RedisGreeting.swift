/// What is said first on a connection, and what the answers must be.
struct RedisGreeting: Sendable {
    private enum Step: Sendable {
        case authenticate, name, select, tryOut
    }

    /// Goes on after "no connection was made in …".
    let doubt: String
    private let steps: [Step]
    /// All of it, in one piece. Holds the password.
    let bytes: [UInt8]

    init(_ configuration: RedisConfiguration) {
        var steps: [Step] = []
        var bytes: [UInt8] = []
        func say(_ step: Step, _ command: RedisCommand) {
            steps.append(step)
            bytes += command.bytes
        }
        switch (configuration.user, configuration.password) {
        case (let user?, let password?): say(.authenticate, RedisCommand("AUTH", user, password))
        case (nil, let password?): say(.authenticate, RedisCommand("AUTH", password))
        case (_, nil): break
        }
        say(.name, RedisCommand("CLIENT", "SETNAME", configuration.clientName))
        if configuration.database != 0 { say(.select, RedisCommand("SELECT", "\(configuration.database)")) }
        // Answered with why when the server still loads, lacks a password, or cannot save.
        say(.tryOut, RedisCommand("PING"))
        self.steps = steps
        doubt = configuration.tls == nil ? "" : ": does the server speak TLS here?"
        self.bytes = bytes
    }

    var count: Int { steps.count }

    /// Why a connection with this answer to the command at `place` is of no use; nil when it is.
    func objection(to reply: RedisReply, at place: Int) -> String? {
        switch (steps[place], reply) {
        case (.authenticate, .error(let text)): RedisRefusal(text, repeatsText: false).message
        // Without a name all else works.
        case (.name, .error(let text)) where text.hasPrefix("NOPERM") || text.hasPrefix("ERR unknown"): nil
        case (_, .error(let text)): RedisRefusal(text).message
        case (.tryOut, .status("PONG")), (.authenticate, .status("OK")), (.select, .status("OK")),
            (.name, .status("OK")):
            nil
        default: "what it answers is not what Redis answers: is another service at this address?"
        }
    }
}
