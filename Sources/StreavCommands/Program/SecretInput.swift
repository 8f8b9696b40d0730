internal import StreavPorts

/// Passwords: from standard input, or made.
enum SecretInput {
    /// What comes of it, and whether it has to be shown, since nobody knows it yet.
    struct Password {
        let text: String
        let isMade: Bool
    }

    /// Characters of `[A-Za-z0-9]`: 119 bits.
    private static let length = 20

    /// - Parameter isRead: It is read from standard input; otherwise it is made.
    static func password(isRead: Bool, _ session: CommandSession) throws -> Password {
        guard isRead else { return Password(text: session.host.entropy.token(length: length), isMade: true) }
        let terminal = session.host.terminal
        guard let text = terminal.readLine("Password: ", isSecret: true), !text.isEmpty else {
            throw CommandFailure(.usage, "a password is expected as a line on standard input")
        }
        if terminal.isInteractive {
            guard terminal.readLine("The same again: ", isSecret: true) == text else {
                throw CommandFailure(.usage, "the two passwords are not the same")
            }
        }
        return Password(text: text, isMade: false)
    }
}
